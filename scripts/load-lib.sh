# What the load scripts share: servers on one core, wrk on another, rounds and medians.
# Sourced after lib.sh.
# shellcheck shell=bash

server_core=0
client_core=1
# Fewer than the computations of one client that may wait: more would be refused.
connections=24
rounds=3
seconds=${FRAMEWISE_LOAD_SECONDS:-5}
warm_up_seconds=2
# Settings of the environment must not reach the servers.
unset "${!FRAMEWISE_@}"

need wrk wrk
need taskset util-linux
need curl curl
need jq jq
[ "$(nproc)" -ge 2 ] || { echo "two cores are needed: one for the servers, one for wrk" >&2; exit 1; }

cargo build --release --locked --features postgres --bin framewise --example bare --example group_commit

# Under the build folder and not in /tmp, which may lie in memory: synced writes must reach a disk.
work=$(mktemp -d "$target/load-XXXXXX")
pids=()
clean_up() {
    # The last first: a database goes after who uses it. INT, for which PostgreSQL does not wait for its clients.
    for ((index = ${#pids[@]} - 1; index >= 0; index--)); do kill -INT "${pids[index]}" 2>/dev/null || true; done
    wait
    rm -rf "$work"
}
trap clean_up EXIT

# wait_for COMMAND...: repeats a command until it prints something.
wait_for() {
    local found
    for _ in $(seq 100); do
        if found=$("$@" 2>/dev/null) && [ -n "$found" ]; then
            echo "$found"
            return
        fi
        sleep 0.1
    done
    echo "the server does not start:" >&2
    cat "$work"/*.log >&2
    return 1
}

# Share of the cores' time that other programs take, in percent; the build must be over.
others() {
    local before after
    before=$(head -n 1 /proc/stat)
    sleep 2
    after=$(head -n 1 /proc/stat)
    printf '%s\n%s\n' "$before" "$after" | awk '{
        total = 0
        for (column = 2; column <= 9; column++) total += $column
        idle = $5 + $6
        if (NR == 1) { total_before = total; idle_before = idle }
        else printf "%.0f", 100 * (1 - (idle - idle_before) / (total - total_before))
    }'
}
busy=$(others)
[ "$busy" -lt 5 ] || echo "other programs take $busy % of the cores: the figures will not be worth much" >&2

# start FOLDER FLAG...: starts a service with its database in this folder; sets `address`.
start() {
    mkdir "$work/$1"
    # The bare handler writes no log, so neither does the service, but for the line that tells its address.
    # `exec`, so that the process to be ended later is the server itself.
    (cd "$work/$1" && exec taskset -c "$server_core" "$target/release/framewise" serve \
        --bind 127.0.0.1:0 --rate-limit off --client-quota 0 --workers 1 \
        --log warn,framewise::cli=info --log-format json "${@:2}") \
        >"$work/$1.log" 2>&1 &
    pids+=($!)
    address=$(wait_for jq -r 'select(.message == "listening").address' "$work/$1.log")
}

# start_postgres: starts a PostgreSQL of its own on the core of the servers; sets `postgres_url`. Its database
# lies beside those of SQLite, on the same disk.
start_postgres() {
    local bin as_postgres=() port
    # Debian keeps the server's programs out of the path.
    bin=$(find /usr/lib/postgresql -name initdb -printf '%h\n' 2>/dev/null | sort -V | tail -n 1)
    [ -n "$bin" ] || need initdb postgresql
    bin=${bin:-$(find /usr/lib/postgresql -name initdb -printf '%h\n' | sort -V | tail -n 1)}
    mkdir "$work/postgres"
    # It refuses to run as root.
    if [ "$(id -u)" = 0 ]; then
        as_postgres=(setpriv --reuid=postgres --regid=postgres --clear-groups)
        chmod 711 "$work"
        chown postgres "$work/postgres"
    fi
    "${as_postgres[@]}" "$bin/initdb" --pgdata "$work/postgres/data" --auth trust --username framewise \
        --encoding UTF8 --locale C >"$work/postgres.log"
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    (cd / && exec taskset -c "$server_core" "${as_postgres[@]}" "$bin/postgres" -D "$work/postgres/data" \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories= -p "$port") >>"$work/postgres.log" 2>&1 &
    pids+=($!)
    postgres_url=postgres://framewise@127.0.0.1:$port/postgres
    wait_for grep -o "ready to accept connections" "$work/postgres.log" >/dev/null
}

# stored_request: the first example of the description, to be stored.
stored_request() {
    jq '.paths["/v1/recommendations"].post.requestBody.content["application/json"].examples
        | to_entries[0].value.value | .store = true' openapi/v1.json
}

# cpu_ms PID: time on the core so far, of all threads of a process; it does not grow while others have the core.
cpu_ms() { awk -v hertz="$(getconf CLK_TCK)" '{ print ($14 + $15) * 1000 / hertz }' "/proc/$1/stat"; }

# load CASE PID SECONDS URL REQUEST...: one round of requests (see benches/load/request.lua); adds to CASE.txt:
# requests, requests per second, p50 and p99 in ms, and microseconds of the server's time on the core for one
# request.
load() {
    local line before after
    before=$(cpu_ms "$2")
    # A peer may take longer than the two seconds that wrk waits by default.
    taskset -c "$client_core" wrk --threads 1 --connections "$connections" --duration "$3s" --timeout 10s --latency \
        --script benches/load/request.lua "$4" -- "${@:5}" >"$work/wrk.log"
    after=$(cpu_ms "$2")
    line=$(grep '^measured ' "$work/wrk.log") || { cat "$work/wrk.log" >&2; return 1; }
    awk -v name="$1" -v before="$before" -v after="$after" '{
        if ($6 + $7 > 0) { print name ": " $6 " answers were no success, " $7 " broke" >"/dev/stderr"; exit 1 }
        printf "%d %.1f %.2f %.2f %.1f\n", $2, $2 / $3 * 1e6, $4 / 1000, $5 / 1000, (after - before) * 1000 / $2
    }' <<<"$line" >>"$work/$1.txt"
}

# median FILE COLUMN
median() { awk -v column="$2" '{ print $column }' "$1" | sort -n | sed -n "$(((rounds + 1) / 2))p"; }

# The head of the table of results.
heading() {
    echo
    echo "| case                             | requests/s | ratio |  p50 ms |  p99 ms | CPU µs |"
    echo "|----------------------------------|-----------:|------:|--------:|--------:|-------:|"
}

# line CASE TITLE BASELINE: the ratio is to the bare handler that does the same work on its answer.
line() {
    local file=$work/$1.txt
    awk -v title="$2" -v rate="$(median "$file" 2)" -v p50="$(median "$file" 3)" \
        -v p99="$(median "$file" 4)" -v cpu="$(median "$file" 5)" -v bare="$(median "$work/$3.txt" 2)" 'BEGIN {
            printf "| %-32s | %10.0f | %5.2f | %7.2f | %7.2f | %6.1f |\n", title, rate, rate / bare, p50, p99, cpu
        }'
}

# What the figures depend on.
circumstances() {
    echo "one core each for servers and wrk, $connections connections, median of $rounds rounds of $seconds s"
    echo "CPU: the server's own time on its core for one request; it holds on a busy machine too"
    echo "other programs took $busy % of the cores before the run"
    echo "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), Linux $(uname -r)"
    echo "commit $(git describe --always --dirty), $(date -u +%F)"
}
