/// A machine's serial console: a pty on the host, and perhaps a file that keeps what the guest wrote.
public struct ConsoleDefinition: Sendable, Hashable {
  /// A file on the host that virtlogd writes along, rotating it; nil for none.
  public var logFile: String?

  /// A console on a pty.
  public init(logFile: String? = nil) {
    self.logFile = logFile
  }

  /// libvirt's `<serial>` and the `<console>` that names it.
  public func elements() -> [XMLElement] {
    let log = logFile.map { XMLElement("log", ["file": $0, "append": "on"]) }
    return [
      XMLElement("serial", ["type": "pty"]) {
        log
        XMLElement("target", ["type": "isa-serial", "port": "0"])
      },
      XMLElement("console", ["type": "pty"]) {
        log
        XMLElement("target", ["type": "serial", "port": "0"])
      },
    ]
  }
}
