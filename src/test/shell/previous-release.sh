#!/bin/sh
# Does the previous release survive the migrations that were written since? Its own conversations for reading and writing
# run against the new schema: its service starts on its own schema and is not started again when the newer migrations
# come. Ends with 0 when they hold, with 1 when one does not, and with 2 when that could not be found out.
#   ./blog test --previous-release [TAG] [options for Maven]
set -eu

home=target/previous-release
tree=$home/source
log=$home/maven.log

cannot() {
  echo "The previous release cannot be tried: $1" >&2
  exit 2
}

git rev-parse --git-dir >/dev/null 2>&1 || cannot "git says: $(git rev-parse --git-dir 2>&1 | head -n 1)"
prefix=$(git rev-parse --show-prefix)

case ${1-} in
  '' | -*)
    # v1.0.0-rc1 comes before v1.0.0.
    tag=$(git -c versionsort.suffix=- tag --list 'v[0-9]*' --merged HEAD --sort=-version:refname | head -n 1)
    if [ -z "$tag" ]; then
      echo "NO RELEASE IS TAGGED (v1.0.0, say): that the last one survives the new schema is NOT tested"
      exit 0
    fi
    ;;
  *)
    tag=$1
    shift
    git rev-parse -q --verify "$tag^{commit}" >/dev/null \
      || cannot "there is no tag $tag. Fetch it (git fetch --tags), or name another: $(git tag --list 'v*' | tr '\n' ' ')"
    git merge-base --is-ancestor "$tag" HEAD \
      || cannot "$tag is not before what is checked out here: it may have migrations that are not in this branch."
    ;;
esac

clean_up() {
  git worktree remove --force $tree >/dev/null 2>&1 || rm -rf $tree
  git worktree prune
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
clean_up
mkdir -p $home
rm -f $home/status
git worktree add --quiet --detach $tree "$tag" || cannot "git cannot check out $tag."
release=$tree/$prefix

newer=
for file in db-migrations/V*.sql; do
  [ -e "$release$file" ] || newer="$newer $(basename "$file" .sql)"
done
if [ -z "$newer" ]; then
  echo "$tag survives: no migration has been written since."
  exit 0
fi
echo "Trying $tag on the schema of:"
printf '  %s\n' $newer

# Faults of the service are printed with their cause, or a test could only say that it was answered with 500.
# Error Prone has seen this release before.
status=0
(
  cd "$release"
  ./mvnw test -Dtests.chosen=conversation -Dtests.left.out= -Dsurefire.failIfNoSpecifiedTests=false \
    -Derrorprone.checks=-XepDisableAllChecks -Dschema.ahead="$OLDPWD/db-migrations" '-Dtest.log.faults=%ex{short}' "$@" \
    2>&1 </dev/null || echo "$?" >"$OLDPWD/$home/status"
) | tee $log | awk '/^\[INFO\] Running blog\./ { print "  " $3; fflush() }'
if [ -f $home/status ]; then
  status=$(cat $home/status)
  rm -f $home/status
fi

tests=$(sed -n 's/^\[[A-Z]*\] Tests run: \([0-9]*\), Failures: [0-9]*, Errors: [0-9]*, Skipped: [0-9]*$/\1/p' $log | tail -n 1)
if ! grep -q '^Schema ahead: ' $log; then
  if [ "$status" = 0 ]; then
    cannot "none of its tests heeds -Dschema.ahead; $tag is older than this check."
  fi
  if grep -q '^\[ERROR\]' $log; then
    grep '^\[ERROR\]' $log | head -n 20 >&2
  else
    tail -n 20 $log >&2
  fi
  cannot "it does not build or its tests do not start; all that Maven said is in $log."
fi
if [ "$status" = 0 ]; then
  echo "$tag survives: $tests of its tests speak to it on the new schema, and it was not restarted."
  exit 0
fi

echo
echo "$tag DOES NOT SURVIVE the migrations above: while they are applied, its running processes would fail like this."
sed -n -e '/^\[ERROR\] Failures: *$/,/^\[ERROR\] Tests run:/p' -e '/^\[ERROR\] Errors: *$/,/^\[ERROR\] Tests run:/p' $log \
  | sed -n 's/^\[ERROR\]  */  /p' | grep -v '^  \(Failures\|Errors\|Tests run\):' | cut -c1-200 | sort -u | head -n 20
echo "What PostgreSQL said to it:"
grep -o 'ERROR: .*' $log | sort | uniq -c | sort -rn | head -n 10
echo "Make the change in steps that it can live with (docs/SCHEMA-CHANGES.md). All that was said: $log"
exit 1
