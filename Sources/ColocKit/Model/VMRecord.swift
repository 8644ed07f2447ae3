public import Foundation

/// A VM as its tenant's manifest records it: all that is needed to make it again around its disk.
public struct VMRecord: Sendable, Equatable {
  /// The VM's name, its host name too.
  public let name: VMName
  /// libvirt's UUID of the domain; drawn by coloc.
  public let uuid: UUID
  /// The host it lives on, as the configuration names it.
  public let host: String
  /// The distribution inside; nil when nobody said it of an adopted VM.
  public var os: OperatingSystem?
  /// The distribution's release at creation; nil when nobody said it of an adopted VM.
  public var release: Release?
  /// Virtual CPUs, 1 or more.
  public var vcpus: Int
  /// Memory.
  public var memory: ByteCount
  /// The size of its disk as the guest sees it.
  public var disk: ByteCount
  /// What starts it.
  public let firmware: Firmware
  /// The machine type that it is pinned to, as `pc-q35-7.2`; nil takes the host's.
  public let machine: String?
  /// Whether KVM runs it, else emulation; nil takes what the host can.
  public let kvm: Bool?
  /// The address of its first interface.
  public let mac: MACAddress
  /// Its fixed IPv4 address; nil when nobody said it of an adopted VM.
  public var ipv4: IPv4Address?
  /// Its fixed IPv6 address, where the network has a prefix.
  public let ipv6: IPv6Address?
  /// The digest of the image below its disk; nil for an adopted VM.
  public let image: Digest?
  /// The account that the tenant's keys open; nil when nobody said it of an adopted VM.
  public var login: LoginName?
  /// The libvirt pool of its volumes.
  public let pool: String
  /// When it was created.
  public let created: Timestamp
  /// The guest's SSH host keys, read from its console at first boot; empty until then.
  public var hostKeys: [SSHPublicKey]
  /// The keys that should open it: those of its seed, and what the owner said since.
  public var sshKeys: [SSHPublicKey]
  /// One line for people in other tools; nil takes coloc's own.
  public var title: String?
  /// Whether it is kept from being deleted and killed until the owner says otherwise.
  public var protected: Bool
  /// What the owner decided about its going down and coming back.
  public var power: PowerPolicy
  /// Whether the owner's last word was that it runs; nil in records of the first days.
  public var wanted: Bool?
  /// Which of its snapshots stay; nil takes the rack's policy.
  public var keep: RetentionPolicy?
  /// What only an adopted VM has; nil for one that coloc made.
  public let adoption: Adoption?

  /// Makes a record.
  public init(
    name: VMName,
    uuid: UUID,
    host: String,
    os: OperatingSystem?,
    release: Release?,
    vcpus: Int,
    memory: ByteCount,
    disk: ByteCount,
    firmware: Firmware,
    machine: String? = nil,
    kvm: Bool? = nil,
    mac: MACAddress,
    ipv4: IPv4Address?,
    ipv6: IPv6Address?,
    image: Digest?,
    login: LoginName?,
    pool: String,
    created: Timestamp,
    hostKeys: [SSHPublicKey] = [],
    sshKeys: [SSHPublicKey] = [],
    title: String? = nil,
    protected: Bool = false,
    power: PowerPolicy = .standard,
    wanted: Bool? = nil,
    keep: RetentionPolicy? = nil,
    adoption: Adoption? = nil
  ) {
    self.name = name
    self.uuid = uuid
    self.host = host
    self.os = os
    self.release = release
    self.vcpus = vcpus
    self.memory = memory
    self.disk = disk
    self.firmware = firmware
    self.machine = machine
    self.kvm = kvm
    self.mac = mac
    self.ipv4 = ipv4
    self.ipv6 = ipv6
    self.image = image
    self.login = login
    self.pool = pool
    self.created = created
    self.hostKeys = hostKeys
    self.sshKeys = sshKeys
    self.title = title
    self.protected = protected
    self.power = power
    self.wanted = wanted
    self.keep = keep
    self.adoption = adoption
  }

  /// The VM as it stands in a manifest.
  public var json: JSONValue {
    .object([
      "name": .text(name), "uuid": .string(uuid.text), "host": .string(host), "os": .text(os?.rawValue),
      "release": .text(release), "vcpus": .int(vcpus), "memory": .int(memory.bytes), "disk": .int(disk.bytes),
      "firmware": .string(firmware.rawValue), "machine": .text(machine), "kvm": kvm.map { .bool($0) } ?? .null,
      "mac": .text(mac), "ipv4": .text(ipv4), "ipv6": .text(ipv6), "image": .text(image), "login": .text(login),
      "pool": .string(pool), "created": .text(created), "hostKeys": .texts(hostKeys), "sshKeys": .texts(sshKeys),
      "title": .text(title), "protected": .bool(protected),
      "power": power.json, "wanted": wanted.map { .bool($0) } ?? .null, "keep": keep?.json ?? .null,
      "adoption": adoption?.json ?? .null,
    ])
  }
}
