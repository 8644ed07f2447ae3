/// Carries an event stream's writing end through C's `void *`.
final class EventSink<Event: Sendable>: Sendable {
  private let continuation: AsyncStream<Event>.Continuation

  private init(_ continuation: AsyncStream<Event>.Continuation) {
    self.continuation = continuation
  }

  deinit {
    continuation.finish()
  }

  func send(_ event: Event) {
    continuation.yield(event)
  }

  /// A sink that lives until `release`.
  static func retained(_ continuation: AsyncStream<Event>.Continuation) -> UnsafeMutableRawPointer {
    unsafe Unmanaged.passRetained(EventSink(continuation)).toOpaque()
  }

  static func at(_ opaque: UnsafeMutableRawPointer?) -> EventSink? {
    unsafe opaque.map { unsafe Unmanaged<EventSink>.fromOpaque($0).takeUnretainedValue() }
  }

  static func release(_ opaque: UnsafeMutableRawPointer?) {
    if let opaque = unsafe opaque { unsafe Unmanaged<EventSink>.fromOpaque(opaque).release() }
  }
}
