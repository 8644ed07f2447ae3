import Foundation
import VirtKit

/// A machine of 512 bytes: it says "K" on its serial port until somebody types, then gives back each byte.
struct VirtKitEchoGuest {
  let uuid = UUID()
  let name: String
  let pool: String

  init(_ connection: Connection) async throws {
    pool = try await VirtKitLab.pool(connection)
    name = "echo-\(pool)"
    let code: [UInt8] = [
      0xBA, 0xF8, 0x03,  // mov dx, 3f8
      0xB0, 0x4B, 0xB2, 0xF8, 0xEE,  // say: mov al, 'K'; mov dl, f8; out dx, al
      0x31, 0xC9, 0xE2, 0xFE,  // xor cx, cx; loop $
      0xB2, 0xFD, 0xEC, 0xA8, 0x01, 0x74, 0xF0,  // mov dl, fd; in al, dx; test al, 1; jz say
      0xB2, 0xF8, 0xEC, 0xEE,  // echo: mov dl, f8; in al, dx; out dx, al
      0xB2, 0xFD, 0xEC, 0xA8, 0x01, 0x74, 0xFB,  // mov dl, fd; poll: in al, dx; test al, 1; jz poll
      0xEB, 0xF3,  // jmp echo
    ]
    var sector = code + [UInt8](repeating: 0, count: 510 - code.count)
    sector += [0x55, 0xAA]
    // SeaBIOS boots no virtio disk that is smaller than a cylinder.
    sector += [UInt8](repeating: 0, count: (2 << 20) - 512)
    let file = FileManager.default.temporaryDirectory.appending(path: "\(name).raw")
    try Data(sector).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let volume = VolumeDefinition(name: "boot.raw", capacity: UInt64(sector.count), format: "raw")
    try await connection.createVolume(volume.xml, pool: pool)
    try await connection.upload(fileDescriptorOf: file.path, to: volume.name, pool: pool)
  }

  /// The machine's definition; tests add to it.
  func definition(_ connection: Connection) async throws -> DomainDefinition {
    let capabilities = try await connection.domainCapabilities(type: .qemu, machine: "q35")
    var domain = DomainDefinition(
      name: name,
      uuid: uuid,
      type: .qemu,
      machine: capabilities.machine,
      memory: 32 << 20,
      vcpus: 1
    )
    domain.disks = [DiskDefinition(.volume(pool: pool, name: "boot.raw"), format: "raw", target: "vda")]
    return domain
  }

  /// Takes everything away again.
  func remove(_ connection: Connection) async throws {
    try? await connection.destroyDomain(uuid)
    try? await connection.undefineDomain(uuid)
    for volume in try await connection.volumeNames(pool: pool) {
      try await connection.deleteVolume(named: volume, pool: pool)
    }
    try await connection.stopPool(pool)
    try await connection.deletePool(pool)
    try await connection.undefinePool(pool)
  }
}
