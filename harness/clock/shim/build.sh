#!/usr/bin/env bash
# Builds sessionspec-clock.so for x86-64 and for ARM into bin/linux-<arch>/, where the clock looks for it.
# With --check: builds both elsewhere and fails (1) unless the bytes are those of the committed ones (Debian 12's gcc 12).
# A processor for which there is no compiler here is named, and then the end is 3: checked in part.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export LC_ALL=C # keeps messages out of the bytes

# Debian gives its own compiler such a name too. CC is taken for the processor that this machine has.
compiler_for() {
  case "$1 $(uname -sm)" in 'x86_64 Linux x86_64' | 'aarch64 Linux aarch64') [ -z "${CC:-}" ] || { echo "$CC"; return; } ;; esac
  echo "$1-linux-gnu-gcc"
}
# The name in -x and the prefix map keep the checkout's path out of the bytes.
build() {
  local compiler="$1" processor="$2" into="$3" only
  case "$processor" in x86_64) only=(-fcf-protection=none) ;; aarch64) only=(-mbranch-protection=none -mno-outline-atomics) ;; esac
  "$compiler" -std=c11 -O2 -Wall -Wextra -Werror -shared -fPIC -nostdlib -ffreestanding -fvisibility=hidden \
    -fno-stack-protector "${only[@]}" -fno-asynchronous-unwind-tables -fno-ident -ffile-prefix-map="$PWD=." \
    -Wl,--build-id=none -Wl,--hash-style=gnu -Wl,-z,now -Wl,-z,noexecstack -Wl,-soname,sessionspec-clock.so -s \
    -o "$into" sessionspec-clock.c
}
digest() { sha256sum "$1" | cut -d ' ' -f 1; }

check=false
[ "${1:-}" != --check ] || check=true
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
other='' # a processor whose bytes are not the committed ones
unseen=''
for pair in x86_64:linux-x64 aarch64:linux-arm64; do
  processor="${pair%%:*}"
  committed="bin/${pair#*:}/sessionspec-clock.so"
  compiler="$(compiler_for "$processor")"
  if ! command -v "$compiler" > /dev/null; then
    echo "build.sh: NOT built for $processor: there is no $compiler (apt-get install gcc-${processor//_/-}-linux-gnu)" >&2
    unseen+=" $processor"
    continue
  fi
  echo "compiler   $("$compiler" --version | head -n 1), $("$compiler" -Wl,--version -nostdlib 2> /dev/null | head -n 1)"
  build "$compiler" "$processor" "$scratch/$processor.so"
  built="$(digest "$scratch/$processor.so")"
  echo "built      $built"
  if "$check"; then
    kept="$([ -f "$committed" ] && digest "$committed" || echo none)"
    echo "committed  $kept  harness/clock/shim/$committed"
    [ "$built" = "$kept" ] || other+=" $processor"
  else
    mkdir -p "$(dirname "$committed")"
    install -m 755 "$scratch/$processor.so" "$committed"
  fi
done
if [ -n "$other" ]; then
  echo "build.sh: the committed shim is not what its source gives here, for:$other. With gcc 12 of Debian 12 run build.sh" \
    'and commit the result; another compiler gives other bytes.' >&2
  exit 1
fi
[ -z "$unseen" ] || exit 3
