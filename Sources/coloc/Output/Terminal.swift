internal import Glibc

/// What is known about the streams this process was given.
enum Terminal {
  /// Whether somebody can answer a question: standard input and standard error are a terminal.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// Whether progress is seen by somebody.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

  /// The columns of standard output, or nil when it is no terminal.
  static var width: Int? {
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes a line of words to standard error.
  static func say(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

  /// Writes data to standard output.
  static func put(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Writes everything; a reader that went away (a closed pipe) ends it quietly.
  static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
