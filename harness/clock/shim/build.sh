#!/usr/bin/env bash
# Builds sessionspec-clock.so for this processor into bin/linux-<arch>/, where the clock looks for it.
# With --check: builds it elsewhere and fails unless the bytes are those of the committed one (Debian 12's gcc 12).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

case "$(uname -sm)" in
  'Linux x86_64') platform=linux-x64 ;;
  'Linux aarch64') platform=linux-arm64 ;;
  *) echo "build.sh: the shim is for Linux on x86_64 or aarch64, this is $(uname -sm)" >&2; exit 1 ;;
esac
compiler="${CC:-gcc}"
command -v "$compiler" > /dev/null || { echo "build.sh: there is no $compiler: apt-get install gcc" >&2; exit 1; }
committed="bin/$platform/sessionspec-clock.so"

# The name in -x and the prefix map keep the checkout's path out of the bytes; the locale keeps messages out of them.
build() {
  LC_ALL=C "$compiler" -std=c11 -O2 -Wall -Wextra -Werror -shared -fPIC -nostdlib -ffreestanding -fvisibility=hidden \
    -fno-stack-protector -fcf-protection=none -fno-asynchronous-unwind-tables -fno-ident -ffile-prefix-map="$PWD=." \
    -Wl,--build-id=none -Wl,--hash-style=gnu -Wl,-z,now -Wl,-z,noexecstack -Wl,-soname,sessionspec-clock.so -s \
    -o "$1" sessionspec-clock.c
}
digest() { sha256sum "$1" | cut -d ' ' -f 1; }

echo "compiler   $("$compiler" --version | head -n 1)"
echo "linker     $("$compiler" -Wl,--version -nostdlib 2> /dev/null | head -n 1)"
if [ "${1:-}" = --check ]; then
  scratch="$(mktemp -d)"
  trap 'rm -rf "$scratch"' EXIT
  build "$scratch/sessionspec-clock.so"
  built="$(digest "$scratch/sessionspec-clock.so")"
  kept="$([ -f "$committed" ] && digest "$committed" || echo none)"
  echo "built      $built"
  echo "committed  $kept  harness/clock/shim/$committed"
  [ "$built" = "$kept" ] && exit 0
  echo 'build.sh: the committed shim is not what its source gives here. With gcc 12 of Debian 12 run build.sh and' \
    'commit the result; another compiler gives other bytes.' >&2
  exit 1
fi
mkdir -p "$(dirname "$committed")"
build "$committed"
chmod 755 "$committed"
echo "built      $(digest "$committed")  harness/clock/shim/$committed"
