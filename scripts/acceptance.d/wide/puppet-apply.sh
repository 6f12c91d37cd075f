# puppet-apply: puppet without a server: types and providers loaded by name, templates, hiera, facts, packages
PACKAGES="puppet-agent puppet-module-puppetlabs-host-core puppet-module-puppetlabs-cron-core puppet-module-puppetlabs-stdlib"
ENTRYPOINT=(puppet)
CMD=(apply /work/site.pp)
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work" "$1/etc/puppet/code/modules/m/manifests" "$1/etc/puppet/code/modules/m/templates" "$1/etc/puppet/code/modules/m/lib/facter"; printf 'class m (String $who = "x") {\n  file { "/work/m.txt": content => epp("m/a.epp", { "who" => $who }) }\n  file { "/work/e.txt": content => template("m/a.erb") }\n}\n' > $1/etc/puppet/code/modules/m/manifests/init.pp; printf '<%%- | String $who | -%%>\nHallo <%%= $who %%>\n' > $1/etc/puppet/code/modules/m/templates/a.epp; printf 'erb <%%= @who %%> <%%= [1,2].join("+") %%>\n' > $1/etc/puppet/code/modules/m/templates/a.erb; printf 'Facter.add(:mine) { setcode { "fact!" } }\n' > $1/etc/puppet/code/modules/m/lib/facter/mine.rb; }
probe() {
  work /work; mkdir -p $R/etc/puppet/code/environments/production/data; printf 'version: 5\nhierarchy:\n  - name: c\n    path: common.yaml\n' > $R/etc/puppet/code/environments/production/hiera.yaml; printf 'm::who: Größe\n' > $R/etc/puppet/code/environments/production/data/common.yaml
  cat > $D/site.pp <<'X'
include m
notify { "os ${facts['os']['family']} ${facts['mine']}": }
file { '/work/d': ensure => directory, mode => '0750' }
exec { 'x': command => '/bin/sh -c "echo ran > /work/x; echo > /work/l"', creates => '/work/x' }
user { 'bob': ensure => present, managehome => true, shell => '/bin/sh' }
group { 'crew': ensure => present }
host { 'h.test': ip => '10.0.0.1' }
package { 'tzdata': ensure => installed }
file_line { 'l': path => '/work/l', line => 'abc', require => Exec['x'] }
X
  printf '127.0.0.1 localhost\n' > $D/hosts
  O=$(RUN_TIMEOUT=80 run_main apply /work/site.pp 2>&1); echo "$O" > $H/o; want os 'os Debian' "$O"; want mine 'fact!' "$O"; want applied 'Applied catalog' "$O"; want noerror '^$' "$(grep -i error $H/o)"; want epp 'Hallo Größe' "$(cat $D/m.txt)"; want erb 'erb Größe 1\+2' "$(cat $D/e.txt)"; want exec ran "$(cat $D/x)"; want user bob "$(cat $R/etc/passwd)";
  want resource "user \{ 'root'" "$(run_main resource user root 2>&1)"; want lookup 'Größe' "$(run_main lookup m::who 2>&1)"; check validate run_main parser validate /work/site.pp; want facts '"family"' "$(run_main facts show os 2>&1)"; want doc 'puppet|apply' "$(run_main help 2>&1)"; want idem 'Applied' "$(run_main apply --noop --show_diff -e 'file { "/work/x": content => "y\n" }' 2>&1)"; want desc 'ensure' "$(run_main describe file 2>&1)"
}
