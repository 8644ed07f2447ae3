/// One libvirt host, named by its URI, for any number of tasks at once.
///
/// Each call runs on a thread of its own against a deadline, over a link that no other call uses at that time, so that
/// one hung QEMU delays nobody else. Values come back, never handles. A link that broke is replaced at the next call;
/// a call that was under way fails with an error whose `isConnectionLost` is true. When the last reference goes away
/// the connection closes by itself; `close()` does it at a known moment. C: virConnectPtr.
public final class Connection: Sendable {
  /// How long a call may take unless told otherwise.
  public static let callDeadline: Duration = .seconds(30)
  /// How long starting, stopping by force and the like may take: QEMU is killed in steps of up to 10 s.
  public static let powerDeadline: Duration = .seconds(60)
  /// How long writing a guest's memory to a file may take: 60 GiB at 100 MiB/s.
  public static let saveDeadline: Duration = .seconds(600)

  /// The URI it was opened with.
  public let uri: String

  let links: LinkPool
  let consoles = ConsoleRegistry()

  init(_ links: LinkPool) {
    uri = links.uri
    self.links = links
  }

  deinit {
    let links = links
    // Saying goodbye may block on a dead line: not on the caller's thread. Without a thread it is said here.
    do {
      try CallThread.run("close connection") { links.close() }
    } catch {
      links.close()
    }
  }

  /// Closes the connection: events and consoles end, a call under way goes on, later ones fail with `invalidConnection`.
  ///
  /// Waits at most five seconds for the daemon, and may be called again. C: virConnectClose.
  public func close() async {
    let links = links
    consoles.closeAll()
    _ = try? await Call("close connection", on: uri).race(within: .seconds(5)) { links.close() }
  }

  /// Whether the line to the daemon was still open when it was last used; asks nobody. C: virConnectIsAlive.
  public func isAlive() -> Bool {
    links.isAlive
  }
}
