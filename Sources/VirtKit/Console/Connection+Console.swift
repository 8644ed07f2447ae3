import CLibvirt
public import FoundationEssentials

extension Connection {
  /// Opens a running guest's console.
  ///
  /// The `device` is the console's alias, as in `serial0`, nil the first one. With `force` whoever has it open is
  /// thrown out; without, a console in use is an error. Force is for a person who asks for it: libvirtd 9.0 stands still
  /// as a whole when the one thrown out closes at that very moment. The deadline is for opening only.
  ///
  /// - Throws: `operationInvalid` when the domain is off. C: virDomainOpenConsole.
  public func openConsole(
    _ uuid: UUID,
    device: String? = nil,
    force: Bool = false,
    deadline: Duration = Connection.callDeadline
  ) async throws -> Console {
    await consoles.settle(uuid, ending: false)
    let call = Call("open console of", on: uuid.libvirtText)
    let consoles = consoles
    return try await performKeepingLink(call, within: deadline) { link, lease, call in
      let domain = try DomainHandle(uuid, in: link.handle, call)
      let call = call.naming(domain.name)
      let stream = try unsafe StreamHandle(virStreamNew(link.handle.pointer, VIR_STREAM_NONBLOCK.rawValue), call)
      let flags = force ? VIR_DOMAIN_CONSOLE_FORCE : VIR_DOMAIN_CONSOLE_SAFE
      try unsafe call.count(virDomainOpenConsole(domain.pointer, device, stream.pointer, flags.rawValue))
      let (bytes, output) = AsyncThrowingStream.makeStream(
        of: [UInt8].self,
        bufferingPolicy: .bufferingNewest(4096)
      )
      let channel = ConsoleChannel(stream, of: uuid, in: consoles, on: lease, to: output, call)
      let console = Console(channel: channel, stream: bytes)
      try channel.start()
      link.whenBroken { [weak channel] in channel?.lineBroke() }
      return console
    }
  }
}
