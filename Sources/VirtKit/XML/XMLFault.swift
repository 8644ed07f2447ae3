import CLibxml2

/// The first thing a parser found wrong, which is the one that helps: what follows is mostly its consequence.
final class XMLFault {
  private(set) var line = 0
  private(set) var reason = "not well formed"
  private var isFound = false

  /// Listens to a parser; to be kept alive until the parser is done.
  init(watching context: UnsafeMutablePointer<xmlParserCtxt>) {
    unsafe context.pointee._private = Unmanaged.passUnretained(self).toOpaque()
    unsafe context.pointee.sax.pointee.serror = { context, error in
      guard let context = unsafe context?.assumingMemoryBound(to: xmlParserCtxt.self), let error = unsafe error,
        let fault = unsafe context.pointee._private
      else { return }
      let message = unsafe error.pointee.message.map { unsafe String(cString: $0) }
      unsafe Unmanaged<XMLFault>.fromOpaque(fault).takeUnretainedValue().note(Int(error.pointee.line), message)
    }
  }

  private func note(_ line: Int, _ message: String?) {
    guard !isFound else { return }
    isFound = true
    self.line = line
    if let message { reason = message.split(whereSeparator: \.isNewline).joined(separator: " ") }
  }
}
