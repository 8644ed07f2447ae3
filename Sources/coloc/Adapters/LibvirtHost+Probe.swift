internal import ColocKit
internal import Foundation
internal import VirtKit

extension LibvirtHost {
  /// A guest's first instruction has been seen 3 s after its start on a busy host, and the boot sector's loop takes
  /// milliseconds where the processor runs it. Where KVM emulates each instruction it takes more than ten seconds, and
  /// a guest minutes to pass its boot loader: QEMU's own emulation is then faster by far.
  private static let patience: Duration = .seconds(8)

  func probe(pool: String) async throws -> VirtualizationProbe {
    let fault = try await kvmFault(pool: pool)
    let type: VirtualizationType = fault == nil ? .kvm : .qemu
    let machine = try await ask("say which machine types it has") {
      try await $0.domainCapabilities(type: type, machine: "q35").machine
    }
    return VirtualizationProbe(kvmFault: fault, machine: machine)
  }

  /// /dev/kvm can be there, and libvirt can announce it, while a guest dies at once or hangs in its firmware: so one is
  /// started, and must say a letter on its serial port.
  private func kvmFault(pool: String) async throws -> String? {
    do {
      _ = try await connection().domainCapabilities(type: .kvm, machine: "q35")
    } catch let error as LibvirtError where !error.isConnectionLost {
      return "libvirt offers none"
    }
    let volume = "probe-\(UUID().uuidString.lowercased().prefix(8)).raw"
    do {
      let path = try await putBootSector(volume, in: pool)
      let fault = try await tryGuest(path)
      try await deleteVolume(volume, in: pool)
      return fault
    } catch {
      try? await deleteVolume(volume, in: pool)
      throw error
    }
  }

  private func putBootSector(_ volume: String, in pool: String) async throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("coloc-\(volume)").path
    guard
      FileManager.default.createFile(atPath: file, contents: BootSector.disk, attributes: [.posixPermissions: 0o600])
    else { throw Failure(.cannotCreate, "\(file) cannot be written") }
    defer { try? FileManager.default.removeItem(atPath: file) }
    try await createVolume(volume, in: pool, capacity: ByteCount(bytes: Int64(BootSector.disk.count)), format: .raw)
    try await upload(file, to: volume, in: pool) { _ in }
    return try await ask("look at a volume") { try await $0.volume(named: volume, pool: pool)?.path } ?? ""
  }

  private func tryGuest(_ path: String) async throws -> String? {
    let uuid = UUID()
    var guest = DomainDefinition(
      name: "coloc-probe-\(uuid.uuidString.lowercased().prefix(8))",
      uuid: uuid,
      type: .kvm,
      machine: "q35",
      memory: 64 << 20,
      vcpus: 1
    )
    guest.cpu = .hostPassthrough
    guest.disks = [DiskDefinition(.file(path), format: "raw", target: "vda")]
    let connection = try await connection()
    do {
      _ = try await connection.createDomain(try guest.xml, flags: [.autoDestroy, .paused])
    } catch let error as LibvirtError where !error.isConnectionLost {
      return Self.firstLine(error.message)
    } catch is DeadlineError {
      return "a guest under it did not start within a minute"
    }
    let spoke = await speaks(uuid, on: connection)
    try? await connection.destroyDomain(uuid)
    return spoke ? nil : "a guest under it came too slowly past its firmware, or not at all"
  }

  private func speaks(_ uuid: UUID, on connection: Connection) async -> Bool {
    guard let console = try? await connection.openConsole(uuid) else { return false }
    defer { console.close() }
    guard (try? await connection.resumeDomain(uuid)) != nil else { return false }
    return await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        do {
          for try await bytes in console.bytes() where bytes.contains(BootSector.letter) { return true }
        } catch { return false }
        return false
      }
      group.addTask {
        try? await Task.sleep(for: Self.patience)
        return false
      }
      let spoke = await group.next() ?? false
      group.cancelAll()
      console.close()
      return spoke
    }
  }

  private static func firstLine(_ text: String) -> String {
    // QEMU's own word comes last, behind a time stamp and the program's name.
    let lines = text.split(separator: "\n").map(String.init)
    let line = lines.last { $0.contains("qemu-system") } ?? lines.first ?? text
    return Printable.clean(line.components(separatedBy: "qemu-system-x86_64: ").last ?? line)
  }
}

/// A disk whose first sector counts down from forty million, says one letter on the first serial port and halts.
enum BootSector {
  static let letter = UInt8(ascii: "K")

  /// 2 MiB: SeaBIOS takes no smaller disk for bootable. Code: mov ecx,40000000; dec ecx; jnz to dec; mov dx,0x3f8;
  /// mov al,'K'; out dx,al; hlt; jmp to hlt.
  static var disk: Data {
    var bytes = [UInt8](repeating: 0, count: 2 << 20)
    let count: [UInt8] = [0x66, 0xB9, 0x00, 0x5A, 0x62, 0x02, 0x66, 0x49, 0x75, 0xFC]
    let code: [UInt8] = count + [0xBA, 0xF8, 0x03, 0xB0, letter, 0xEE, 0xF4, 0xEB, 0xFD]
    bytes.replaceSubrange(0..<code.count, with: code)
    bytes[510] = 0x55
    bytes[511] = 0xAA
    return Data(bytes)
  }
}
