# Sourced by ./blog and ./mvnw. jdk_use sets JAVA_HOME to a JDK 25 or newer, or says how to get one and ends with
# status 2. Looked at in this order: JAVA_HOME, the java on the PATH, the usual install places of Linux, macOS and
# SDKMAN, or instead of those the folders of JDKs named in BLOG_JDK_ROOTS, joined by colons.

# Programs started by init systems and containers may have no HOME; the account's own is meant.
case ${HOME-} in
  /*) ;;
  *)
    HOME=$(eval "echo ~$(id -un 2>/dev/null)")
    case $HOME in /*) ;; *) HOME=/nonexistent ;; esac
    export HOME
    ;;
esac

jdk_feature() { # the feature version of the JDK in folder $1; nothing when there is no JDK
  [ -x "$1/bin/javac" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

jdk_fits() {
  feature=$(jdk_feature "$1") && [ "${feature:-0}" -ge 25 ]
}

jdk_on_path() {
  java=$(command -v java) || return 1
  while [ -L "$java" ]; do
    target=$(readlink "$java")
    case $target in
      /*) java=$target ;;
      *) java=$(dirname "$java")/$target ;;
    esac
  done
  (cd "$(dirname "$java")/.." && pwd)
}

jdk_find() {
  if [ -n "${JAVA_HOME-}" ] && jdk_fits "$JAVA_HOME"; then
    echo "$JAVA_HOME"
    return
  fi
  home=$(jdk_on_path) && jdk_fits "$home" && echo "$home" && return
  jdk_places | while IFS= read -r home; do
    if jdk_fits "$home"; then
      echo "$home"
      break
    fi
  done | grep .
}

jdk_places() {
  if [ -n "${BLOG_JDK_ROOTS+set}" ]; then
    echo "$BLOG_JDK_ROOTS" | tr : '\n' | while IFS= read -r root; do
      printf '%s\n' "$root"/*
    done
    return
  fi
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v 25+ 2>/dev/null || :
  fi
  printf '%s\n' "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* "$HOME"/.jdks/* \
    "$HOME"/.local/share/mise/installs/java/* "$HOME"/.asdf/installs/java/* \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* /usr/local/*jdk* \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home
}

jdk_help() {
  cat <<'TEXT'
Blog needs a JDK 25 or newer (a JDK: with javac, not only a runtime). Ways to get one:

  Debian, Ubuntu   apt-get install openjdk-25-jdk        (or temurin-25-jdk from Adoptium's repository)
  Fedora           dnf install java-25-openjdk-devel
  macOS            brew install openjdk@25
  any, in $HOME    sdk install java 25-tem               (SDKMAN: sdkman.io)

It is then found by itself, or through JAVA_HOME. It need not be the default java.
TEXT
}

jdk_use() {
  if found=$(jdk_find); then
    JAVA_HOME=$found
    export JAVA_HOME
  else
    {
      echo "No JDK 25 or newer found (JAVA_HOME is '${JAVA_HOME-}', java on the PATH is '$(command -v java)')."
      echo
      jdk_help
    } >&2
    exit 2
  fi
}
