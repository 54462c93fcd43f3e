namespace EdgeKit.Proofs.Boards;

/// <summary>What must hold on a board that was flashed, provisioned and switched on: each a command that ends with 0.</summary>
internal static class BoardChecks
{
    private const string Phone = "ip netns exec phone";

    /// <summary>Those of <paramref name="machine"/>.</summary>
    public static IEnumerable<(string What, string Command)> Of(BoardMachine machine)
    {
        yield return ("the unit is active", "systemctl is-active edgekit");
        yield return ("no unit failed", "systemctl --failed --no-legend --no-pager; test -z \"$(systemctl --failed --no-legend --no-pager)\"");
        yield return ("the root cannot be written, and memory lies over it", "findmnt -no FSTYPE,OPTIONS / | cut -c1-60; findmnt -no FSTYPE / | grep -qx overlay  && grep -qw 'upperdir=/memory/upper' /proc/mounts && test \"$(blkid -o value -s TYPE /dev/disk/by-partuuid/*-02)\" = erofs");
        yield return ("the data partition takes the whole card", "df --output=size -h /data | tail -1; test $(df --output=size /data | tail -1) -gt 600000");
        yield return ("the data are on it", "findmnt -no SOURCE,OPTIONS /var/lib/edgekit; findmnt -no FSTYPE,OPTIONS /var/lib/edgekit | grep -q '^ext4.*noatime'");
        yield return ("the boot partition is not writable now", "findmnt -no OPTIONS /boot/firmware | tr , '\\n' | grep -x ro");
        yield return ("the kit's name is the board's", "hostname; test \"$(hostname)\" = kit-17");
        yield return ("its time zone is the stall's", "date +%Z; readlink /etc/localtime | grep -q Europe/Berlin");
        yield return ("mDNS announces it", "systemctl is-active avahi-daemon && journalctl -b -u avahi-daemon -o cat --no-pager | grep -m1 'Host name is kit-17.local'");
        yield return ("the log is in memory and bounded", "journalctl --header | grep -m1 'File path' ; test ! -d /var/log/journal");
        yield return ("nobody can log in", "! grep -q '^root:[^*!]' /etc/shadow && ! ss -Hltn 2>/dev/null | grep -q ':22 '; grep '^root' /etc/shadow | cut -c1-7");
        yield return ("nothing swaps to the card", "test -z \"$(tail -n +2 /proc/swaps)\"");
        if (machine.IsVirtual)
        {
            // Two radios of the kernel's own that hear each other: the first is the kit's, the second a shopper's phone, apart from it.
            yield return ("two simulated radios appear", "modprobe mac80211_hwsim radios=2 && sleep 3 && iw dev | grep -c Interface");
            yield return ("the access point comes up by itself", "for i in $(seq 30); do systemctl -q is-active edgekit-access-point edgekit-names && ip -br addr show wlan0 | grep 10.43.0.1 && break; sleep 1; done; ip -br addr show wlan0 | grep -q 10.43.0.1");
            yield return ("a phone joins it", $"ip netns add phone && iw phy $(cat /sys/class/net/wlan1/phy80211/name) set netns name phone && wpa_passphrase '{BoardStall.Ssid}' '{BoardStall.Passphrase}' > /tmp/phone.conf && systemctl stop edgekit-wifi 2>/dev/null; {Phone} wpa_supplicant -B -i wlan1 -D nl80211 -c /tmp/phone.conf >/dev/null && for i in $(seq 60); do {Phone} iw dev wlan1 link | grep -q SSID && break; sleep 1; done; {Phone} iw dev wlan1 link | grep SSID");
            yield return ("…gets an address", $"printf '#!/bin/sh\\n[ $1 = bound ] && ip addr add $ip/$mask dev $interface && ip route replace default via $router && echo address $ip dns $dns\\n' > /tmp/lease && chmod +x /tmp/lease && {Phone} busybox udhcpc -q -n -f -t 15 -s /tmp/lease -i wlan1 2>&1 | grep '^address 10.43.'");
            yield return ("…finds the kit by its name", $"{Phone} busybox nslookup {BoardStall.Kit} 10.43.0.1 > /tmp/names 2>&1; cat /tmp/names; sed -n '/^Name/,$p' /tmp/names | grep -q 10.43.0.1");
            yield return ("…and sees its page", $"{Phone} busybox wget -T 20 -q -O - http://10.43.0.1:8080/ | grep -o -m1 '<title>[^<]*'");
        }
    }
}
