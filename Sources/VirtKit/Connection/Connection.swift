import CLibvirt

/// One libvirt host, named by its URI, for any number of tasks at once.
///
/// Each call runs on a thread of its own against a deadline, so that one hung QEMU delays nobody else. Values come
/// back, never handles. When the last reference goes away the connection closes by itself; `close()` does it at a
/// known moment. C: virConnectPtr.
public final class Connection: Sendable {
  /// How long a call may take unless told otherwise.
  public static let callDeadline: Duration = .seconds(30)
  /// How long starting, stopping by force and the like may take: QEMU is killed in steps of up to 10 s.
  public static let powerDeadline: Duration = .seconds(60)

  /// The URI it was opened with.
  public let uri: String

  private let slot: LinkSlot

  init(uri: String, link: Link) {
    self.uri = uri
    slot = LinkSlot(link)
  }

  deinit {
    let slot = slot
    guard slot.current != nil else { return }
    // Saying goodbye may block on a dead line: not on the caller's thread. Without a thread it is said here.
    try? CallThread.run("close connection") { slot.close() }
  }

  /// Closes the connection; a call under way ends first, and later ones fail with `invalidConnection`.
  ///
  /// Waits at most five seconds for the daemon, and may be called again. C: virConnectClose.
  public func close() async {
    let slot = slot
    _ = try? await Call("close connection", on: uri).race(within: .seconds(5)) { slot.close() }
  }

  /// Whether the line to the daemon was still open when it was last used; asks nobody. C: virConnectIsAlive.
  public func isAlive() -> Bool {
    guard let link = slot.current else { return false }
    return unsafe virConnectIsAlive(link.handle.pointer) > 0
  }

  /// The connection as it stands, kept open as long as the result lives.
  func openLink(_ call: Call) throws(LibvirtError) -> Link {
    guard let link = slot.current else {
      throw LibvirtError(
        operation: call.operation,
        object: call.object,
        code: .invalidConnection,
        message: "the connection to \(uri) is closed"
      )
    }
    return link
  }
}
