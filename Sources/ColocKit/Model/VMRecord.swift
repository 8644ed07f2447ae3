public import Foundation

/// A VM as its tenant's manifest records it: all that is needed to make it again around its disk.
public struct VMRecord: Sendable, Equatable {
  /// The VM's name, its host name too.
  public let name: VMName
  /// libvirt's UUID of the domain; drawn by coloc.
  public let uuid: UUID
  /// The host it lives on, as the configuration names it.
  public let host: String
  /// The distribution inside.
  public let os: OperatingSystem
  /// The distribution's release at creation.
  public let release: Release
  /// Virtual CPUs, 1 or more.
  public var vcpus: Int
  /// Memory.
  public var memory: ByteCount
  /// The size of its disk as the guest sees it.
  public var disk: ByteCount
  /// What starts it.
  public let firmware: Firmware
  /// The address of its one interface.
  public let mac: MACAddress
  /// Its fixed IPv4 address.
  public let ipv4: IPv4Address
  /// Its fixed IPv6 address, where the network has a prefix.
  public let ipv6: IPv6Address?
  /// The digest of the image below its disk.
  public let image: Digest
  /// The account that the tenant's keys open.
  public let login: LoginName
  /// The libvirt pool of its volumes.
  public let pool: String
  /// When it was created.
  public let created: Timestamp
  /// The guest's SSH host keys, read from its console at first boot; empty until then.
  public var hostKeys: [SSHPublicKey]

  /// Makes a record.
  public init(
    name: VMName,
    uuid: UUID,
    host: String,
    os: OperatingSystem,
    release: Release,
    vcpus: Int,
    memory: ByteCount,
    disk: ByteCount,
    firmware: Firmware,
    mac: MACAddress,
    ipv4: IPv4Address,
    ipv6: IPv6Address?,
    image: Digest,
    login: LoginName,
    pool: String,
    created: Timestamp,
    hostKeys: [SSHPublicKey] = []
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
    self.mac = mac
    self.ipv4 = ipv4
    self.ipv6 = ipv6
    self.image = image
    self.login = login
    self.pool = pool
    self.created = created
    self.hostKeys = hostKeys
  }

  /// The volume that holds its disk; a part of the UUID stands in it, so that a deleted VM's name can be used again.
  public var diskVolume: String { "\(name)-\(uuid.short).qcow2" }
  /// The volume that holds its seed.
  public var seedVolume: String { "\(name)-\(uuid.short)-seed.iso" }

  /// The VM as it stands in a manifest.
  public var json: JSONValue {
    .object([
      "name": .text(name), "uuid": .string(uuid.text), "host": .string(host), "os": .string(os.rawValue),
      "release": .text(release), "vcpus": .int(vcpus), "memory": .int(memory.bytes), "disk": .int(disk.bytes),
      "firmware": .string(firmware.rawValue), "mac": .text(mac), "ipv4": .text(ipv4), "ipv6": .text(ipv6),
      "image": .text(image), "login": .text(login), "pool": .string(pool), "created": .text(created),
      "hostKeys": .texts(hostKeys),
    ])
  }
}
