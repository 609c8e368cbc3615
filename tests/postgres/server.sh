#!/bin/sh
# Runs a PostgreSQL server for tests in a folder of its own. It reads commands from standard input. When that is
# closed, which happens even if the test is killed, it stops the server and removes the folder.
#
#   server.sh BINARIES FOLDER PORT
#
# Each line is a command: start, stop, kill. The response is one line: done, or the error.
set -u
binaries=$1 folder=$2 port=$3
data=$folder/data log=$folder/log
pid=

# Signals that end the test must not end this script before its cleanup.
trap '' INT TERM HUP

# The server does not run as root.
unprivileged=
if [ "$(id -u)" = 0 ]; then
    user=nobody
    id -u postgres >/dev/null 2>&1 && user=postgres
    unprivileged="setpriv --reuid=$user --regid=$(id -g "$user") --clear-groups"
    chown "$user" "$folder"
fi

prepare() {
    printf 'secret' >"$folder/password"
    chmod 644 "$folder/password"
    # shellcheck disable=SC2086 # the prefix is several words, or none
    $unprivileged "$binaries/initdb" --pgdata="$data" --username=framewise --no-sync --encoding=UTF8 \
        --locale=C --auth-local=trust --auth-host=scram-sha-256 --pwfile="$folder/password" \
        </dev/null >"$folder/initdb" 2>&1 || { tr '\n' ' ' <"$folder/initdb" && echo; return 1; }
}

start() {
    attempts=0
    until "$binaries/pg_isready" --quiet --host="$folder" --port="$port" </dev/null; do
        if [ -z "$pid" ] || ! kill -0 "$pid" 2>/dev/null; then
            # After a kill, its children may still hold resources that the next server needs.
            attempts=$((attempts + 1))
            [ "$attempts" -gt 50 ] && { tail -n 3 "$log" | tr '\n' ' ' && echo; return 1; }
            # shellcheck disable=SC2086
            $unprivileged "$binaries/postgres" -D "$data" -k "$folder" -h 127.0.0.1 -p "$port" \
                -c max_connections=200 -c shared_buffers=32MB >>"$log" 2>&1 &
            pid=$!
        fi
        sleep 0.1
    done
    echo "done"
}

# end SIGNAL [CHILD...]: ends the server, without waiting for its clients.
end() {
    [ -n "$pid" ] || return
    signal=$1
    shift
    kill -s "$signal" "$pid" "$@" 2>/dev/null
    wait "$pid" 2>/dev/null
    pid=
}

# With its children, which would otherwise end cleanly.
crash() {
    # shellcheck disable=SC2046 # each child is a word
    end KILL $(cat "/proc/$pid/task/$pid/children")
}

if prepare; then
    while read -r command; do
        case $command in
            start) start ;;
            stop) end INT && echo "done" ;;
            kill) crash && echo "done" ;;
        esac
    done
fi
end QUIT
rm -rf "$folder"
