import CLibvirt
import Glibc

/// Names one call for its errors: what is tried, and on what. Every C function's result passes through here.
struct Call: Sendable {
  let operation: String
  var object: String?

  init(_ operation: String, on object: String? = nil) {
    self.operation = operation
    self.object = object
  }

  /// The same call once its object's real name is known.
  func naming(_ object: String) -> Call {
    Call(operation, on: object)
  }

  /// A result that libvirt makes nil to say no.
  ///
  /// The argument was evaluated on this very thread just before, which is where libvirt keeps its last error.
  func some<Value>(_ result: Value?) throws(LibvirtError) -> Value {
    guard let result else { throw lastError() }
    return result
  }

  /// A result that libvirt makes negative to say no.
  @discardableResult
  func count(_ result: Int32) throws(LibvirtError) -> Int {
    guard result >= 0 else { throw lastError() }
    return Int(result)
  }

  /// A yes or no that libvirt makes negative when it cannot tell.
  func flag(_ result: Int32) throws(LibvirtError) -> Bool {
    try count(result) > 0
  }

  /// A string that the caller owns: copied, and given back to C.
  func text(_ result: UnsafeMutablePointer<CChar>?) throws(LibvirtError) -> String {
    guard let result = unsafe result else { throw lastError() }
    defer { unsafe free(result) }
    return unsafe String(cString: result)
  }

  /// The error libvirt left on this thread (virGetLastError).
  func lastError() -> LibvirtError {
    LibvirtError(last: self)
  }
}
