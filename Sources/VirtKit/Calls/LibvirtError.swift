import CLibvirt

/// libvirt refused or failed; carries what was tried, on what, and libvirt's own code and words.
public struct LibvirtError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was tried, as in "start domain".
  public let operation: String
  /// On what: a name, or a UUID while the name was not known yet.
  public let object: String?
  /// libvirt's error number (virErrorNumber).
  public let code: Code
  /// The part of libvirt that speaks (virErrorDomain), 0 when the error is ours.
  public let domain: Int32
  /// libvirt's own words.
  public let message: String

  /// An error with every part given, as a fake in a test needs it.
  public init(operation: String, object: String?, code: Code, domain: Int32 = 0, message: String) {
    self.operation = operation
    self.object = object
    self.code = code
    self.domain = domain
    self.message = message
  }

  /// The error libvirt left on this thread; virGetLastError(3).
  init(last call: Call) {
    guard let error = unsafe virGetLastError() else {
      self.init(operation: call.operation, object: call.object, code: .internalError, message: "libvirt gave no reason")
      return
    }
    let message = unsafe error.pointee.message.map { unsafe String(cString: $0) } ?? "libvirt gave no reason"
    self.init(
      operation: call.operation,
      object: call.object,
      code: unsafe Code(rawValue: error.pointee.code),
      domain: unsafe error.pointee.domain,
      message: message
    )
  }

  /// Whether the line to the daemon broke, so that the outcome of a change is unknown.
  ///
  /// True for what libvirt's RPC client says of itself: socket closed, cannot read or write, keepalive timed out,
  /// no daemon there. An error that the daemon sent is never one.
  public var isConnectionLost: Bool {
    let rpcDomains = [VIR_FROM_RPC, VIR_FROM_SSH, VIR_FROM_LIBSSH].map { Int32(bitPattern: $0.rawValue) }
    return code == .rpc || code == .noConnect
      || rpcDomains.contains(domain) && [.internalError, .systemError, .ssh, .libssh].contains(code)
  }

  /// One sentence without a full stop.
  public var description: String {
    let subject = object.map { "\(operation) \($0)" } ?? operation
    return "\(subject): \(message)"
  }
}
