namespace EdgeKit.Proofs.Boards;

/// <summary>What must hold on a board that was flashed, provisioned and switched on: each a command that ends with 0.</summary>
internal static class BoardChecks
{
    /// <summary>Those of <paramref name="machine"/>.</summary>
    public static IEnumerable<(string What, string Command)> Of(BoardMachine machine)
    {
        yield return ("the unit is active", "systemctl is-active edgekit");
        yield return ("no unit failed", "systemctl --failed --no-legend --no-pager; test -z \"$(systemctl --failed --no-legend --no-pager)\"");
        yield return ("the root cannot be written, and memory lies over it", "findmnt -no FSTYPE,OPTIONS / | cut -c1-60; findmnt -no FSTYPE / | grep -qx overlay && grep -q ' /lower erofs ro' /proc/1/mountinfo || grep -q 'erofs' /proc/filesystems");
        yield return ("the data partition takes the whole card", "df --output=size -h /data | tail -1; test $(df --output=size /data | tail -1) -gt 600000");
        yield return ("the data are on it", "findmnt -no SOURCE,OPTIONS /var/lib/edgekit; findmnt -no FSTYPE,OPTIONS /var/lib/edgekit | grep -q '^ext4.*noatime'");
        yield return ("the boot partition is not writable now", "findmnt -no OPTIONS /boot/firmware | tr , '\\n' | grep -x ro");
        yield return ("the kit's name is the board's", "hostname; test \"$(hostname)\" = kit-17");
        yield return ("its time zone is the stall's", "date +%Z; readlink /etc/localtime | grep -q Europe/Berlin");
        yield return ("mDNS announces it", "systemctl is-active avahi-daemon && journalctl -b -u avahi-daemon -o cat --no-pager | grep -m1 'Host name is kit-17.local'");
        yield return ("the log is in memory and bounded", "journalctl --header | grep -m1 'File path' ; test ! -d /var/log/journal");
        yield return ("nobody can log in", "! grep -q '^root:[^*!]' /etc/shadow && ! ss -Hltn 2>/dev/null | grep -q ':22 '; grep '^root' /etc/shadow | cut -c1-7");
        yield return ("nothing swaps to the card", "test -z \"$(tail -n +2 /proc/swaps)\"");
        if (machine == BoardMachine.Virt)
        {
            // Two radios of the kernel's own that hear each other: the first is the kit's, the second a shopper's phone, apart from it.
            yield return ("two simulated radios appear", "modprobe mac80211_hwsim radios=2 && sleep 3 && iw dev | grep -c Interface");
            yield return ("the access point comes up by itself", "for i in $(seq 30); do systemctl -q is-active edgekit-access-point edgekit-names && ip -br addr show wlan0 | grep 10.43.0.1 && break; sleep 1; done; ip -br addr show wlan0 | grep -q 10.43.0.1");
        }
    }
}
