#!/bin/bash
# Runs inside the container of scripts/prove-units, as root, after its boot: a line for each thing that must hold.
# /root holds new.deb, newer.deb (a later version) and older.deb (one that knows an older layout of the ledger).
result=/root/result.txt
: > "$result"
export DEBIAN_FRONTEND=noninteractive
url=http://127.0.0.1:8080

check() { # NAME FIGURE COMMAND…
  local name=$1 figure=$2; shift 2
  if "$@" >/root/said.txt 2>&1; then echo "ok|$name|$figure" >> "$result"; else echo "FAIL|$name|$figure $(tail -c 400 /root/said.txt | tr '\n|' ' /')" >> "$result"; fi
}
within() { # SECONDS COMMAND...: waits until it succeeds
  local end=$((SECONDS + $1))
  shift
  until "$@"; do [ "$SECONDS" -lt "$end" ] || return 1; sleep 0.2; done
}
ready() { within 10 curl -sf -o /dev/null "$url/readyz"; }
active() { systemctl is-active -q edgekit && ready; }
pid() { systemctl show -p MainPID --value edgekit; }
restarts() { systemctl show -p NRestarts --value edgekit; }
restarted() { [ "$(restarts)" != "$before" ]; }
order() { # KEY [SKU]
  curl -s -m 10 -o /dev/null -w '%{http_code}' "$url/api/v1/orders" -H "Idempotency-Key: $1" --json '{"lines":[{"sku":"'"${2:-chai}"'","quantity":1}],"payment":{"method":"cash"}}'
}
sells() { [ "$(order "$1")" = 201 ]; }
sold() { curl -sf "$url/api/v1/stock" | jq --arg sku "${1:-chai}" '[.[] | select(.sku == $sku) | .sold] | add'; }
install() { apt-get install -y --allow-downgrades -o Dpkg::Options::=--force-confold "$1"; }
refused() { ! "$@"; }
inside() { nsenter -t "$(pid)" -m -- "$@"; }
unwritable() { inside true && ! inside touch "$1/edgekit-was-here"; }
alone() { inside true && ! as_daemon test -e /proc/1/status; }
as_daemon() { inside setpriv --reuid edgekit --regid edgekit --clear-groups "$@"; }
is() { [ "$1" = "$2" ] || { echo "$1 and not $2"; false; }; }

check "apt-get install on a clean system" "" install /root/new.deb
check "the service is active and ready" "$(systemctl show -p StatusText --value edgekit)" active
if ! active; then
  journalctl -u edgekit -o cat > /root/journal.txt
  systemctl poweroff
  exit 1
fi
took=$(( $(systemctl show -p ActiveEnterTimestampMonotonic --value edgekit) - $(systemctl show -p ExecMainStartTimestampMonotonic --value edgekit) ))
check "READY came by notify" "$((took / 1000)) ms after its start" test "$took" -gt 0
check "TCP spares its timestamps" "" is "$(cat /proc/sys/net/ipv4/tcp_timestamps)" 0
check "…and does not guess that nothing was lost" "" is "$(cat /proc/sys/net/ipv4/tcp_frto)" 0
check "it runs as a user of its own" "" is "$(ps -o user= -p "$(pid)")" edgekit
check "it runs in its slice" "" grep -q edgekit.slice "/proc/$(pid)/cgroup"
check "without a provisioning file the board names it" "$(jq -r .kit /run/edgekit-provision/report.json)" jq -e '.found == false and (.faults | length) == 0' /run/edgekit-provision/report.json
check "the sample goods are imported" "" edgekit catalog import /usr/share/doc/edgekit/goods.csv
check "curl sells one order" "" sells first-1
check "the same key again sells nothing more" "" sells first-1
check "one was sold" "" is "$(sold)" 1

exposure=$(systemd-analyze security edgekit.service --no-pager | sed -n 's/.*Overall exposure level[^:]*: \([0-9.]*\).*/\1/p')
check "exposure at most 1.5" "$exposure" awk "BEGIN { exit !($exposure <= 1.5 && $exposure > 0) }"
for place in /etc /usr /boot /root /var/lib/edgekit-provision; do
  check "it cannot write to $place" "" unwritable "$place"
done
check "it can write to its data" "" inside touch /var/lib/edgekit/probe
check "it sees no other process" "$(as_daemon ls /proc | grep -c '^[0-9]') of $(ls /proc | grep -c '^[0-9]')" alone
check "it has no capability" "" grep -q '^CapBnd:[[:space:]]*0*$' "/proc/$(pid)/status"

before=$(restarts)
kill -KILL "$(pid)"; sleep 2
check "killed, it is back" "" active
check "…and counted" "$(restarts) restarts" test "$(restarts)" -gt "$before"
before=$(restarts)
kill -STOP "$(pid)"; stopped=$SECONDS
within 120 restarted || true
# It counts when it is begun again; until it is ready takes as long as any start.
hung=$((SECONDS - stopped))
check "hung, the watchdog restarts it" "after $hung s (WatchdogSec=90s)" within 20 active
check "orders are there still" "" is "$(sold)" 1

echo 'kitt: {}' >> /etc/edgekit/edgekit.yaml
before=$(restarts)
systemctl restart edgekit || true
sleep 12
check "a wrong configuration is named in the journal" "$(journalctl -u edgekit -o cat | grep -m1 kitt)" sh -c "journalctl -u edgekit -o cat | grep -q 'edgekit.yaml:[0-9]*: kitt: no such section'"
check "…and is no storm of restarts" "$(( $(restarts) - before )) in 12 s" test $(( $(restarts) - before )) -le 12
sed -i '/kitt/d' /etc/edgekit/edgekit.yaml
echo '# mine' >> /etc/edgekit/edgekit.yaml
check "mended, it comes by itself" "" within 65 active

systemctl stop edgekit
{ cat /usr/share/doc/edgekit/goods.csv; echo 'water,Water,1.50,EUR,9000'; } > /root/goods.csv
check "root imports while it is stopped" "" edgekit catalog import /root/goods.csv
systemctl start edgekit
check "…and it starts and sells" "" sells after-root-1

acknowledged=/root/acknowledged.txt
: > "$acknowledged"
touch /root/selling
( n=0
  while [ -e /root/selling ]; do
    n=$((n + 1))
    for _ in $(seq 400); do
      [ "$(order "upgrade-$n" water)" = 201 ] && echo "$n" >> "$acknowledged" && break
      sleep 0.05
    done
    sleep 0.05
  done ) & seller=$!
sleep 2
check "an upgrade while orders arrive" "" install /root/newer.deb
sleep 2
rm /root/selling; wait "$seller"
count=$(wc -l < "$acknowledged")
check "…is active" "$(dpkg-query -W -f='${Version}' edgekit)" active
check "…with every order once" "$count orders, none refused for good: the last has number $(tail -1 "$acknowledged")" is "$(sold water)" "$count"
check "…and the edited configuration kept" "" grep -q '# mine' /etc/edgekit/edgekit.yaml
check "a downgrade below the data's layout is refused" "" refused install /root/older.deb
check "…and it goes on selling" "" sells after-downgrade-1
apt-get -y -f install >/dev/null 2>&1

mkdir -p /boot/firmware
printf 'kit:\n  id: kit-17\n  timeZone: Mars/Base\nuplink:\n  url: http://127.0.0.1:9/\n  token: abcdefghijklmnopqrstuvwxyz\n' > /boot/firmware/edgekit-provision.yaml
systemctl restart edgekit-provision edgekit
check "a wrong provisioning file: the kit starts" "" active
edgekit status --json > /root/status.json
check "…says which line" "$(jq -r '.kit.faults[] | select(test("Mars"))' /root/status.json)" jq -e '[.kit.faults[] | select(test("edgekit-provision.yaml:3: kit.timeZone"))] | length == 1' /root/status.json
check "…and takes the rest" "" jq -e '.kit.kit == "kit-17"' /root/status.json
check "the token left the open partition" "" refused grep -q abcdefgh /boot/firmware/edgekit-provision.yaml
check "…and reached the service as a credential" "" inside grep -q abcdefgh /run/credentials/edgekit.service/uplink-token
check "the note for laptops is there" "" grep -q 'WRONG' /boot/firmware/edgekit-status.txt
rm /boot/firmware/edgekit-provision.yaml

total=$(sold)
check "removed" "" apt-get remove -y edgekit
check "…it is gone, the orders are not" "" test ! -e /usr/bin/edgekit -a -s /var/lib/edgekit/ledger.db
check "installed again" "" install /root/newer.deb
ready
check "…with its orders" "$total sold" is "$(sold)" "$total"
check "purged" "" apt-get purge -y edgekit
check "…nothing is left" "" sh -c '! ls -d /var/lib/edgekit* /etc/edgekit /usr/lib/edgekit 2>/dev/null'
check "installed for the end" "" install /root/newer.deb
check "…and active" "" active
sync
echo "ok|the daemon's user asks for power off|" >> "$result"
as_daemon /usr/lib/edgekit/poweroff
