/// A program whose arguments are, after its own, another command line.
struct Wrapper {
  /// Options whose value is the next word.
  var valueOptions: Set<String> = []
  /// Words of its own before the command.
  var operands = 0
  /// Whether `NAME=value` may stand before the command.
  var takesAssignments = false
  /// The option whose value is a script for sh.
  var scriptOptions: Set<String> = []

  /// By the last component of the program's path. These come with systems and init schemes; applications are not among them.
  static let all: [String: Wrapper] = [
    "env": Wrapper(
      valueOptions: ["-u", "--unset", "-C", "--chdir"], takesAssignments: true),
    "nice": Wrapper(valueOptions: ["-n", "--adjustment"]),
    "ionice": Wrapper(valueOptions: ["-c", "-n", "--class", "--classdata"]),
    "chrt": Wrapper(valueOptions: ["-T", "-P", "-D"], operands: 1),
    "taskset": Wrapper(operands: 1),
    "numactl": Wrapper(valueOptions: ["-i", "-N", "-C", "-m", "-p"]),
    "nohup": Wrapper(),
    "setsid": Wrapper(),
    "setarch": Wrapper(operands: 1),
    "time": Wrapper(valueOptions: ["-f", "-o", "--format", "--output"]),
    "timeout": Wrapper(valueOptions: ["-s", "-k", "--signal", "--kill-after"], operands: 1),
    "stdbuf": Wrapper(valueOptions: ["-i", "-o", "-e", "--input", "--output", "--error"]),
    "unbuffer": Wrapper(),
    "gosu": Wrapper(operands: 1),
    "su-exec": Wrapper(operands: 1),
    "setuidgid": Wrapper(operands: 1),
    "s6-setuidgid": Wrapper(operands: 1),
    "envuidgid": Wrapper(operands: 1),
    "envdir": Wrapper(operands: 1),
    "s6-envdir": Wrapper(operands: 1),
    "with-contenv": Wrapper(),
    "softlimit": Wrapper(
      valueOptions: ["-a", "-c", "-d", "-f", "-l", "-m", "-o", "-p", "-r", "-s", "-t"]),
    "setpriv": Wrapper(
      valueOptions: [
        "--reuid", "--regid", "--ruid", "--euid", "--rgid", "--egid", "--groups", "--inh-caps",
        "--ambient-caps", "--bounding-set", "--securebits", "--pdeathsig", "--selinux-label",
        "--apparmor-profile",
      ]),
    "chpst": Wrapper(
      valueOptions: [
        "-u", "-U", "-b", "-e", "-/", "-C", "-n", "-l", "-L", "-m", "-d", "-o", "-p", "-f", "-c",
        "-r", "-t",
      ]),
    "sudo": Wrapper(
      valueOptions: ["-u", "-g", "-C", "-D", "-h", "-p", "-R", "-T", "-U", "-r", "-t"],
      takesAssignments: true),
    "doas": Wrapper(valueOptions: ["-u", "-C"]),
    "runuser": Wrapper(
      valueOptions: ["-u", "-g", "-G", "-s", "-w", "--user", "--group", "--shell"]),
    "chroot": Wrapper(operands: 1),
    "unshare": Wrapper(valueOptions: ["-R", "-w", "-S", "-G", "--root", "--wd"]),
    "nsenter": Wrapper(valueOptions: ["-t", "-S", "-G", "--target"]),
    "flock": Wrapper(
      valueOptions: ["-w", "-E", "--timeout", "--conflict-exit-code"], operands: 1,
      scriptOptions: ["-c", "--command"]),
    "tini": Wrapper(valueOptions: ["-e", "-p"]),
    "docker-init": Wrapper(valueOptions: ["-e", "-p"]),
    "dumb-init": Wrapper(valueOptions: ["-r", "--rewrite"]),
    "catatonit": Wrapper(),
    "fakeroot": Wrapper(valueOptions: ["-l", "-f", "-i", "-s", "-b"]),
    "dbus-run-session": Wrapper(valueOptions: ["--config-file", "--dbus-daemon"]),
    "dbus-launch": Wrapper(),
    "ssh-agent": Wrapper(valueOptions: ["-a", "-t", "-E", "-P"]),
    "xargs": Wrapper(
      valueOptions: ["-I", "-n", "-P", "-d", "-a", "-E", "-L", "-s", "--max-args", "--max-procs"]),
  ]
}
