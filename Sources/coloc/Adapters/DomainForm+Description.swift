internal import ColocKit
internal import VirtKit

extension DomainForm {
  /// What a domain's XML says in the fields that coloc decides; libvirt's and coloc's own XML give the same.
  ///
  /// Words for people (title, description) are left out, and what libvirt chooses: addresses, controllers.
  init(_ domain: DomainDescription) {
    var fields = [
      "virtualization": domain.type.rawValue, "machine": domain.machine ?? "none", "vcpus": "\(domain.vcpus)",
      "memory": "\(ByteCount(bytes: Int64(clamping: domain.memory)))",
      "processor": domain.cpuMode?.rawValue ?? "default", "firmware": domain.firmware ?? "bios",
      "guest agent": domain.hasAgentChannel ? "connected" : "none",
    ]
    fields["UEFI variables"] = domain.nvram
    for disk in domain.disks {
      let access = disk.isReadOnly ? ", read-only" : ""
      fields["disk \(disk.target)"] =
        "\(disk.source.map(Self.words) ?? "none") (\(disk.format ?? "raw") on \(disk.bus ?? "none")\(access))"
    }
    for (index, interface) in domain.interfaces.enumerated() {
      guard index == 0 else {
        fields["interface \(index + 1)"] = interface.mac ?? "none"
        continue
      }
      fields["MAC"] = interface.mac
      fields["network"] = interface.source.map(Self.words)
      fields["card"] = interface.model
      fields["isolation"] = interface.isIsolated ? "on" : "off"
      fields["filter"] = interface.filter.map { filter in
        ([filter.name] + filter.parameters.map { "\($0.name)=\($0.value)" }.sorted()).joined(separator: " ")
      }
    }
    self.init(fields: fields, disks: domain.disks.compactMap { $0.source.map(Self.words) })
  }

  private static func words(_ source: DiskDefinition.Source) -> String {
    switch source {
    case .file(let path), .block(let path): path
    case .volume(let pool, let name): "\(pool)/\(name)"
    }
  }

  private static func words(_ source: InterfaceDefinition.Source) -> String {
    switch source {
    case .network(let name): "network \(name)"
    case .bridge(let device): "bridge \(device)"
    }
  }
}
