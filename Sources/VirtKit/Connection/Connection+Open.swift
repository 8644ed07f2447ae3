import CLibvirt

extension Connection {
  /// Opens a host by its libvirt URI, as in `qemu:///system` or `qemu+ssh://root@host/system`.
  ///
  /// Keepalive is on where the driver has it: a line that is silent for 20 s is declared dead. C: virConnectOpen.
  ///
  /// - Throws: `LibvirtError` when nobody answers there or entry is refused, `DeadlineError` when nothing comes back.
  public static func open(_ uri: String, deadline: Duration = .seconds(15)) async throws -> Connection {
    let call = Call("open connection", on: uri)
    return try await call.race(within: deadline) {
      try Library.start()
      let handle = try unsafe ConnectHandle(virConnectOpen(uri), call)
      // Drivers without a wire (test) and daemons without keepalive say no: nothing is lost then.
      unsafe _ = virConnectSetKeepAlive(handle.pointer, 5, 3)
      return Connection(uri: uri, link: Link(handle))
    }
  }
}
