import Synchronization

/// Objects that C callbacks find by a number passed as their `void *`.
///
/// libvirt does not always call the function that should free a callback's data (streams of the remote driver, close
/// callbacks of drivers without a wire), and may be inside a callback while it is removed. A number cannot dangle.
final class CallbackTable<Object: AnyObject & Sendable>: Sendable {
  private let state = Mutex(State())

  private struct State {
    var last: UInt = 0
    var objects: [UInt: Object] = [:]
  }

  /// Enters an object, which is held until `remove`; the number is never 0, which C would take for no data.
  func add(_ object: Object) -> UInt {
    state.withLock { state in
      state.last += 1
      state.objects[state.last] = object
      return state.last
    }
  }

  /// The object of a callback's data, unless it was removed.
  func object(_ opaque: UnsafeMutableRawPointer?) -> Object? {
    let number = UInt(bitPattern: opaque)
    return state.withLock { $0.objects[number] }
  }

  /// Lets an object go.
  func remove(_ number: UInt) {
    let removed = state.withLock { $0.objects.removeValue(forKey: number) }
    // Let go of here, not under the lock: it may be the last reference.
    _ = removed
  }
}
