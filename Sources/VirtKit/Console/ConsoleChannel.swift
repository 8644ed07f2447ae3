import CLibvirt
import FoundationEssentials
import Synchronization

/// A console's stream: libvirt's event loop reads and writes it, tasks only leave wishes here.
///
/// No lock is held while libvirt is called from the event loop, and none of libvirt's while this one is waited for.
final class ConsoleChannel: Sendable {
  private static let readable = Int32(
    VIR_STREAM_EVENT_READABLE.rawValue | VIR_STREAM_EVENT_ERROR.rawValue | VIR_STREAM_EVENT_HANGUP.rawValue
  )
  private static let writable = Int32(VIR_STREAM_EVENT_WRITABLE.rawValue)
  private static let pieceBytes = 1024
  private static let open = CallbackTable<ConsoleChannel>()

  let domain: UUID
  private let call: Call
  private let registry: ConsoleRegistry
  private let stream: StreamHandle
  // The link is this console's alone: while a call waits on a link, its stream might wait with it.
  private let lease: Lease
  private let output: AsyncThrowingStream<[UInt8], any Error>.Continuation
  private let state = Mutex(State())

  private struct State {
    var number: UInt = 0
    var isClosed = false
    var outgoing: [Parcel] = []
    var isReleased = false
    var waiting: [Answer<Void>] = []
  }

  private struct Parcel {
    var bytes: ArraySlice<UInt8>
    let sender: CheckedContinuation<Void, any Error>
  }

  init(
    _ stream: consuming StreamHandle,
    of domain: UUID,
    in registry: ConsoleRegistry,
    on lease: Lease,
    to output: AsyncThrowingStream<[UInt8], any Error>.Continuation,
    _ call: Call
  ) {
    self.stream = stream
    self.domain = domain
    self.registry = registry
    self.lease = lease
    self.output = output
    self.call = call
  }

  /// Starts to read; from here the event loop finds this object until it is closed. C: virStreamEventAddCallback.
  func start() throws(LibvirtError) {
    let number = Self.open.add(self)
    state.withLock { $0.number = number }
    let status = unsafe virStreamEventAddCallback(
      stream.pointer,
      Self.readable,
      { _, events, opaque in unsafe ConsoleChannel.open.object(opaque)?.handle(events) },
      UnsafeMutableRawPointer(bitPattern: number),
      nil
    )
    guard status >= 0 else {
      let error = call.lastError()
      Self.open.remove(number)
      throw error
    }
    registry.add(self)
  }

  /// Queues bytes and waits until the event loop has sent them.
  func send(_ bytes: [UInt8]) async throws {
    guard !bytes.isEmpty else { return }
    try await withCheckedThrowingContinuation { continuation in
      let queued = state.withLock { state in
        guard !state.isClosed else { return false }
        state.outgoing.append(Parcel(bytes: bytes[...], sender: continuation))
        return true
      }
      guard queued else {
        continuation.resume(throwing: ConsoleClosedError(domain: call.object ?? ""))
        return
      }
      unsafe _ = virStreamEventUpdateCallback(stream.pointer, Self.readable | Self.writable)
    }
  }

  /// Closes once; the reader ends with the error, or quietly without one.
  func close(_ error: (any Error)?) {
    let senders: [CheckedContinuation<Void, any Error>]? = state.withLock { state in
      guard !state.isClosed else { return nil }
      state.isClosed = true
      defer { state.outgoing = [] }
      return state.outgoing.map(\.sender)
    }
    guard let senders else { return }
    output.finish(throwing: error)
    for sender in senders { sender.resume(throwing: error ?? ConsoleClosedError(domain: call.object ?? "")) }
    // The abort waits for the daemon: neither on the event loop nor on a caller's thread. Without a thread the stream
    // is left to the connection, which ends it when it closes.
    do {
      try CallThread.run("close console") { [self] in
        unsafe virStreamEventRemoveCallback(stream.pointer)
        unsafe virStreamAbort(stream.pointer)
        release()
      }
    } catch {
      release()
    }
  }

  /// Whether it was closed, by whomever; the daemon may still hold it.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Waits until the daemon has let go, but not longer than the deadline.
  func untilReleased(within deadline: Duration) async {
    let answer = Answer<Void>()
    let isReleased = state.withLock { state in
      state.waiting.append(answer)
      return state.isReleased
    }
    if isReleased { return }
    let timer = Task.detached {
      try await Task.sleep(for: deadline)
      answer.settle(.success(()))
    }
    defer { timer.cancel() }
    try? await answer.value()
  }

  private func release() {
    let (number, waiting) = state.withLock { state in
      state.isReleased = true
      defer { state.waiting = [] }
      return (state.number, state.waiting)
    }
    Self.open.remove(number)
    lease.end()
    registry.remove(self)
    for answer in waiting { answer.settle(.success(())) }
  }

  /// libvirt does not tell a stream that its connection is gone.
  func lineBroke() {
    close(
      LibvirtError(
        operation: "read console of",
        object: call.object,
        code: .rpc,
        message: "the line to the daemon broke"
      )
    )
  }

  /// Runs on the event loop.
  private func handle(_ events: Int32) {
    guard !state.withLock({ $0.isClosed }) else { return }
    if events & Int32(VIR_STREAM_EVENT_READABLE.rawValue) != 0 { receive() }
    if events & Self.writable != 0 { transmit() }
    let broken = Int32(VIR_STREAM_EVENT_ERROR.rawValue | VIR_STREAM_EVENT_HANGUP.rawValue)
    // A hangup may come together with the guest's last words, which were read just now.
    if events & broken != 0 { close(nil) }
  }

  /// Reads all there is. C: virStreamRecv, which answers -2 when nothing is there.
  private func receive() {
    var buffer = [UInt8](repeating: 0, count: Self.pieceBytes)
    while true {
      let got = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe virStreamRecv(stream.pointer, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
      }
      switch got {
      case 1...: output.yield(Array(buffer[..<Int(got)]))
      case -2: return
      case 0: return close(nil)
      default: return close(call.lastError())
      }
    }
  }

  /// Writes what waits, as far as libvirt takes it. C: virStreamSend, which answers -2 when it takes no more.
  private func transmit() {
    while let bytes = state.withLock({ $0.outgoing.first?.bytes }) {
      let sent = unsafe bytes.withUnsafeBytes { bytes in
        unsafe virStreamSend(stream.pointer, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
      }
      if sent == -2 { return }
      guard sent >= 0 else { return close(call.lastError()) }
      if let sender = taken(Int(sent)) { sender.resume() }
    }
    // Nothing waits: without this the loop would be told for ever that it may write.
    let idle = state.withLock { $0.outgoing.isEmpty }
    if idle { unsafe _ = virStreamEventUpdateCallback(stream.pointer, Self.readable) }
    // A sender that came between those two lines asked for writing before we took it back.
    if state.withLock({ !$0.outgoing.isEmpty }) {
      unsafe _ = virStreamEventUpdateCallback(stream.pointer, Self.readable | Self.writable)
    }
  }

  /// Notes that the first parcel's next `count` bytes are out; returns its sender when that was all of it.
  private func taken(_ count: Int) -> CheckedContinuation<Void, any Error>? {
    state.withLock { state in
      guard !state.outgoing.isEmpty else { return nil }
      state.outgoing[0].bytes = state.outgoing[0].bytes.dropFirst(count)
      return state.outgoing[0].bytes.isEmpty ? state.outgoing.removeFirst().sender : nil
    }
  }
}
