extension Connection {
  /// Opens a host by its libvirt URI, as in `qemu:///system` or `qemu+ssh://root@host/system`.
  ///
  /// Keepalive is on where the driver has it: a line that is silent for 20 s is declared dead. C: virConnectOpen.
  ///
  /// - Throws: `LibvirtError` when nobody answers there or entry is refused, `DeadlineError` when nothing comes back.
  public static func open(_ uri: String, deadline: Duration = .seconds(15)) async throws -> Connection {
    let connection = Connection(LinkPool(uri: uri))
    try await connection.perform(Call("open connection", on: uri), within: deadline) { _, _ in }
    return connection
  }
}
