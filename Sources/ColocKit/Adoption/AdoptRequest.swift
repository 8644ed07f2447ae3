/// What the owner typed for `vm adopt`.
public struct AdoptRequest: Sendable, Equatable {
  /// The domain's name, which becomes the VM's.
  public let name: VMName
  /// The tenant it is for.
  public let tenant: TenantName
  /// The distribution inside; nil takes what the domain's metadata says.
  public let os: OperatingSystem?
  /// Its release; nil takes what the domain's metadata says.
  public let release: Release?
  /// The account that is used inside; nil when nobody says it.
  public let login: LoginName?
  /// Its address; nil when nobody says it.
  public let ipv4: IPv4Address?
  /// Why, for the audit log.
  public let reason: String?

  /// Makes a request.
  public init(
    name: VMName,
    tenant: TenantName,
    os: OperatingSystem? = nil,
    release: Release? = nil,
    login: LoginName? = nil,
    ipv4: IPv4Address? = nil,
    reason: String? = nil
  ) {
    self.name = name
    self.tenant = tenant
    self.os = os
    self.release = release
    self.login = login
    self.ipv4 = ipv4
    self.reason = reason
  }

  /// Whether it says anything about the guest itself.
  var saysSomething: Bool { os != nil || release != nil || login != nil || ipv4 != nil }

  /// The name of a domain as the rack would call it.
  ///
  /// Throws `usage` for a name outside coloc's grammar, with the way to another.
  public static func name(ofDomain text: String) throws(Failure) -> VMName {
    do throws(ParseFault) {
      return try VMName(parsing: text)
    } catch {
      let shown = ShellWord.quoted(text)
      throw Failure(
        .usage,
        error.message,
        hints: [
          "a VM's name is its host name too; libvirt renames a domain that is off and has no snapshots:",
          "  virsh shutdown \(shown)", "  virsh domrename \(shown) NEW-NAME",
        ]
      )
    }
  }
}
