#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The front door beside nginx serving a file of the same size, both on loopback in the same seconds: static,
# ours, static, several times; prints the ratio of each sandwich and their median. Needs nginx and wrk.
# usage: front_door.sh FRONT_DOOR_BENCH [BYTES] [CONNECTIONS] [here|worker] [SANDWICHES]
set -eu
bench=$1 bytes=${2:-11000} connections=${3:-16} lane=${4:-here} sandwiches=${5:-7}
static_port=18970 our_port=18971
dir=$(mktemp -d)
trap 'kill "$our_pid" 2>/dev/null || true; nginx -c "$dir/nginx.conf" -p "$dir" -s stop 2>/dev/null || true; rm -rf "$dir"' EXIT

chmod 755 "$dir"
head -c "$bytes" /dev/zero | tr '\0' x > "$dir/page.html"
cat > "$dir/nginx.conf" <<CONF
worker_processes auto;
pid $dir/nginx.pid;
error_log $dir/error.log;
events { worker_connections 8192; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    server { listen 127.0.0.1:$static_port backlog=4096; root $dir; }
}
CONF
nginx -c "$dir/nginx.conf" -p "$dir" 2>/dev/null
"$bench" "$our_port" "$bytes" "$lane" &
our_pid=$!
sleep 0.5

rate() {
    wrk -t 1 -c "$connections" -d 1s "http://127.0.0.1:$1/page.html" | awk '/Requests\/sec/ {print $2}'
}
for port in $static_port $our_port; do
    curl -fsS -o "$dir/got" "http://127.0.0.1:$port/page.html"
    cmp -s "$dir/got" "$dir/page.html" || { echo "wrong answer on port $port" >&2; exit 1; }
done
i=0
while [ "$i" -lt "$sandwiches" ]; do
    before=$(rate $static_port)
    ours=$(rate $our_port)
    after=$(rate $static_port)
    # Two statics that differ by more than 30 % say that the machine was busy elsewhere.
    echo "$before $ours $after" | awk '{ d = ($1 - $3) / (($1 + $3) / 2); if (d < 0) d = -d;
        if (d > 0.3) print "dropped"; else printf "%.3f\n", $2 / (($1 + $3) / 2) }' | tee -a "$dir/ratios"
    i=$((i + 1))
done
grep -v dropped "$dir/ratios" | sort -n | awk '{ all[NR] = $1 }
    END { if (NR) printf "median of %d: %.3f x static\n", NR, all[int((NR + 1) / 2)]; else print "no quiet second" }'
