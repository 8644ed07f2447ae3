// The compiler files pthread_attr_t under the first C module that includes it.
import CLibvirt
import Glibc

/// A thread of its own for one blocking call, outside Swift's cooperative pool.
///
/// One thread a call, not a pool: a call that hangs keeps its thread and nobody else's, and a thread costs 50 µs
/// where the shortest call to a daemon costs 200. See docs/decisions/0002-libvirt-calls-on-threads.md.
enum CallThread {
  /// libvirt keeps its large buffers on the heap; 1 MiB leaves room for Swift's own frames.
  private static let stackBytes = 1 << 20

  /// Runs `body` on a new detached thread.
  ///
  /// - Throws: `SystemError` when the system has no thread to give (pthread_create(3), EAGAIN).
  static func run(_ operation: String, _ body: @escaping @Sendable () -> Void) throws {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    unsafe pthread_attr_setstacksize(&attributes, stackBytes)
    let parcel = unsafe Unmanaged.passRetained(Parcel(body)).toOpaque()
    var thread = pthread_t()
    let status = unsafe pthread_create(&thread, &attributes, Parcel.unpack, parcel)
    guard status == 0 else {
      unsafe Unmanaged<Parcel>.fromOpaque(parcel).release()
      throw SystemError(operation: operation, object: "a new thread", errno: status)
    }
  }

  /// Carries a closure through C's `void *`.
  private final class Parcel: Sendable {
    private let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
      self.body = body
    }

    static let unpack: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { parcel in
      if let parcel = unsafe parcel { unsafe Unmanaged<Parcel>.fromOpaque(parcel).takeRetainedValue().run() }
      return nil
    }

    private func run() {
      // libvirt writes to sockets and to ssh without asking for EPIPE: where nobody reads, the signal would end us.
      var signals = sigset_t()
      unsafe sigemptyset(&signals)
      unsafe sigaddset(&signals, SIGPIPE)
      unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
      body()
    }
  }
}
