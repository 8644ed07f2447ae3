import CLibvirt
import Glibc

extension Call {
  /// Runs one of libvirt's "list all" functions and reads a value off each object, in libvirt's order.
  ///
  /// An object that went away between the listing and the reading is left out: `read` returns nil for it.
  func list<Kind: HandleKind, Value>(
    _: Kind.Type,
    _ function: (UnsafeMutablePointer<UnsafeMutablePointer<OpaquePointer?>?>) -> Int32,
    read: (borrowing Handle<Kind>) throws -> Value?
  ) throws -> [Value] {
    var array: UnsafeMutablePointer<OpaquePointer?>?
    let count = try unsafe count(function(&array))
    defer { unsafe free(array) }
    guard let array = unsafe array else { return [] }
    var values: [Value] = []
    values.reserveCapacity(count)
    var failure: (any Error)?
    // Every object is taken over, also after a failure: each one must be given back.
    for index in 0..<count {
      guard let pointer = unsafe array[index] else { continue }
      let handle = unsafe Handle<Kind>(owning: pointer)
      guard failure == nil else { continue }
      do {
        if let value = try read(handle) { values.append(value) }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return values
  }
}

extension Call {
  /// A value read off a listed object, or nil when the object went away meanwhile.
  func unlessGone<Value>(_ code: LibvirtError.Code, _ body: () throws -> Value) throws -> Value? {
    do {
      return try body()
    } catch let error as LibvirtError where error.code == code {
      return nil
    }
  }
}
