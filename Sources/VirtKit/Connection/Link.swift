import CLibvirt
import Synchronization

/// One open libvirt connection; whoever lets go of it last closes it.
final class Link: Sendable {
  let handle: ConnectHandle
  private let state = Mutex(State())

  private struct State {
    var subscriptions: Set<Int32> = []
    var isWatched = false
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
    let first = state.withLock { state in
      state.subscriptions.insert(subscription)
      defer { state.isWatched = true }
      return !state.isWatched
    }
    if first { watch() }
  }

  /// Ends one subscription, once. C: virConnectDomainEventDeregisterAny.
  func end(subscription: Int32) {
    guard state.withLock({ $0.subscriptions.remove(subscription) }) != nil else { return }
    unsafe _ = virConnectDomainEventDeregisterAny(handle.pointer, subscription)
  }

  /// Ends every subscription and the watch, so that letting go really closes.
  func end() {
    for subscription in state.withLock({ $0.subscriptions }) { end(subscription: subscription) }
    let watched = state.withLock { state in
      defer { state.isWatched = false }
      return state.isWatched
    }
    if watched { unsafe _ = virConnectUnregisterCloseCallback(handle.pointer, Self.lineBroke) }
  }

  /// How many references libvirt counts, ours included: 1 when every object was given back.
  var references: Int32 {
    unsafe virConnectRef(handle.pointer)
    return unsafe virConnectClose(handle.pointer)
  }

  /// Ends the subscriptions when the line breaks: their readers would wait for ever. C: virConnectRegisterCloseCallback.
  private func watch() {
    let opaque = unsafe Unmanaged.passRetained(self).toOpaque()
    let status = unsafe virConnectRegisterCloseCallback(handle.pointer, Self.lineBroke, opaque) { opaque in
      if let opaque = unsafe opaque { unsafe Unmanaged<Link>.fromOpaque(opaque).release() }
    }
    // Drivers without a wire have nothing that could break.
    if status < 0 { unsafe Unmanaged<Link>.fromOpaque(opaque).release() }
  }

  private static let lineBroke: virConnectCloseFunc = { _, _, opaque in
    guard let opaque = unsafe opaque else { return }
    let link = unsafe Unmanaged<Link>.fromOpaque(opaque).takeUnretainedValue()
    // Not on the event loop, which this waits for. Without a thread the readers wait for `close()`.
    try? CallThread.run("end subscriptions") { link.end() }
  }
}
