import CLibvirt

/// Owns one reference to a libvirt object and gives it back when it goes out of scope.
///
/// Handles never leave VirtKit: functions borrow them, values travel.
@safe
struct Handle<Kind: HandleKind>: ~Copyable, Sendable {
  // libvirt's objects may be used from any thread; only the last error is bound to one.
  nonisolated(unsafe) let pointer: OpaquePointer

  /// Takes over a reference; a nil pointer is libvirt saying no.
  init(_ pointer: OpaquePointer?, _ call: Call) throws(LibvirtError) {
    unsafe self.pointer = try unsafe call.some(pointer)
  }

  /// Takes over a reference from a list, where none is nil.
  init(owning pointer: OpaquePointer) {
    unsafe self.pointer = pointer
  }

  deinit {
    unsafe Kind.free(pointer)
  }
}

/// How one kind of libvirt object is given back.
protocol HandleKind {
  /// Drops one reference, which may talk to the daemon.
  static func free(_ pointer: OpaquePointer)
}
