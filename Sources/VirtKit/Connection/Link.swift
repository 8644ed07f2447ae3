import CLibvirt
import Synchronization

/// One open libvirt connection; whoever lets go of it last closes it.
final class Link: Sendable {
  let handle: ConnectHandle
  private let state = Mutex(State())

  private struct State {
    var subscriptions: Set<Int32> = []
    var watch: UInt?
    var whenBroken: (@Sendable () -> Void)?
  }

  /// Opens a link. Blocks. C: virConnectOpen, virConnectSetKeepAlive.
  init(opening uri: String) throws {
    try Library.start()
    handle = try unsafe ConnectHandle(virConnectOpen(uri), Call("open connection", on: uri))
    // Drivers without a wire (test) and daemons without keepalive say no: nothing is lost then.
    unsafe _ = virConnectSetKeepAlive(handle.pointer, 5, 3)
  }

  /// Whether the line was still open when it was last used; asks nobody. C: virConnectIsAlive.
  var isAlive: Bool {
    unsafe virConnectIsAlive(handle.pointer) > 0
  }

  /// Remembers an event subscription: libvirt keeps a connection open for each of them.
  func remember(subscription: Int32) {
    state.withLock { _ = $0.subscriptions.insert(subscription) }
    whenBroken(nil)
  }

  /// Ends one subscription, once. C: virConnectDomainEventDeregisterAny.
  func end(subscription: Int32) {
    guard state.withLock({ $0.subscriptions.remove(subscription) }) != nil else { return }
    unsafe _ = virConnectDomainEventDeregisterAny(handle.pointer, subscription)
  }

  /// Ends every subscription and the watch, so that letting go really closes.
  func end() {
    for subscription in state.withLock({ $0.subscriptions }) { end(subscription: subscription) }
    let watch = state.withLock { state in
      defer { state.watch = nil }
      return state.watch
    }
    guard let watch else { return }
    unsafe _ = virConnectUnregisterCloseCallback(handle.pointer, Self.lineBroke)
    Self.watched.remove(watch)
  }

  /// How many references libvirt counts, ours included: 1 when every object was given back.
  var references: Int32 {
    unsafe virConnectRef(handle.pointer)
    return unsafe virConnectClose(handle.pointer)
  }

  /// Ends the subscriptions when the line breaks, and runs `body` then: libvirt tells neither readers of events nor of
  /// streams, which would wait for ever. C: virConnectRegisterCloseCallback.
  func whenBroken(_ body: (@Sendable () -> Void)?) {
    let number: UInt? = state.withLock { state in
      state.whenBroken = body
      guard state.watch == nil else { return nil }
      let number = Self.watched.add(self)
      state.watch = number
      return number
    }
    guard let number else { return }
    // Drivers without a wire have nothing that could break, and say no or nothing.
    let opaque = unsafe UnsafeMutableRawPointer(bitPattern: number)
    unsafe _ = virConnectRegisterCloseCallback(handle.pointer, Self.lineBroke, opaque, nil)
  }

  private static let watched = CallbackTable<Link>()

  private static let lineBroke: virConnectCloseFunc = { _, _, opaque in
    guard let link = unsafe Link.watched.object(opaque) else { return }
    // Not on the event loop, which this waits for. Without a thread the readers wait for `close()`.
    try? CallThread.run("end subscriptions") {
      link.state.withLock { $0.whenBroken }?()
      link.end()
    }
  }
}
