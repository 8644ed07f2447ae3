import CLibxml2

/// libxml2's one-time start, which is not safe to happen in two threads at once.
enum XMLLibrary {
  /// Starts it on first use. C: xmlInitParser.
  static func start() { started }

  private static let started: Void = { xmlInitParser() }()
}
