import Glibc

/// The one door to the C library's file calls: repeats what a signal interrupted and turns errno into words.
enum SystemCall {
  /// Runs a call that answers -1 on error; `operation` is a verb, "write", and `path` what a fault names.
  static func run<Answer: FixedWidthInteger & SignedInteger>(
    _ operation: String,
    _ path: String,
    _ call: () -> Answer
  ) throws(SystemFault) -> Answer {
    while true {
      let answer = call()
      if answer != -1 { return answer }
      // Read before anything else can change it.
      let code = errno
      if code != EINTR { throw SystemFault(operation: operation, path: path, code: code) }
    }
  }
}
