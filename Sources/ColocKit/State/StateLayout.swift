public import Foundation

/// Where every file of coloc lies; docs/FILES.md has a paragraph for each.
public struct StateLayout: Sendable, Equatable {
  /// The directory of the configuration file and the owner's templates.
  public let configurationDirectory: String
  /// The directory of all state, 0700.
  public let root: String

  /// Makes the layout of the machine, or of one directory that holds everything.
  ///
  /// - Parameter home: The value of COLOC_HOME, or nil when it is not set.
  /// - Throws: `Failure(.configuration)` when it is set and empty: a script's unset variable must not mean the real rack.
  public init(home: String?) throws(Failure) {
    guard let home else {
      configurationDirectory = "/etc/coloc"
      root = "/var/lib/coloc"
      return
    }
    guard !home.isEmpty else {
      throw Failure(.configuration, "COLOC_HOME is set and empty", hint: "unset it, or give it a directory")
    }
    // A link on the way to the home is the owner's business; inside it there are none.
    root = URL(filePath: home).standardizedFileURL.resolvingSymlinksInPath().path(percentEncoded: false).trimmingSlash
    configurationDirectory = root
  }

  /// The configuration.
  public var configuration: String { "\(configurationDirectory)/coloc.yaml" }
  /// The owner's own templates, looked at before the ones that coloc brings.
  public var templates: String { "\(configurationDirectory)/templates" }

  /// The manifests, one a tenant.
  public var tenants: String { "\(root)/tenants" }
  /// The records of images.
  public var images: String { "\(root)/images" }
  /// The operations under way.
  public var intents: String { "\(root)/intents" }
  /// The VMs in the trash.
  public var tombstones: String { "\(root)/tombstones" }
  /// libvirt's definitions of adopted VMs.
  public var definitions: String { "\(root)/definitions" }
  /// The maintenance windows.
  public var maintenance: String { "\(root)/maintenance" }
  /// What was sent about each maintenance window, and to which tenants.
  public var outbox: String { "\(root)/outbox" }
  /// The outage that is open, and the times that were measured.
  public var power: String { "\(root)/power" }
  /// Images that are being fetched, or were until the connection broke.
  public var downloads: String { "\(root)/downloads" }
  /// What was found out about hosts.
  public var hosts: String { "\(root)/hosts" }
  /// The locks.
  public var locks: String { "\(root)/locks" }
  /// What a running command needs for itself, as a child's input; nothing in it outlives the command.
  public var run: String { "\(root)/run" }
  /// A lock's file, by a name of small letters, digits and `-`.
  public func lock(_ name: String) -> String { "\(locks)/\(name)" }
  /// The audit log.
  public var audit: String { "\(root)/audit.jsonl" }

  /// A tenant's manifest.
  public func manifest(_ name: TenantName) -> String { "\(tenants)/\(name).json" }
  /// An image's record.
  public func image(_ name: ImageName) -> String { "\(images)/\(name).json" }
  /// An operation under way.
  public func intent(_ id: UUID) -> String { "\(intents)/\(id.text).json" }
  /// The file that an operation's process holds locked while it lives.
  public func live(_ id: UUID) -> String { "\(intents)/\(id.text).live" }
  /// A VM in the trash, by its UUID: several may have had the same name.
  public func tombstone(_ vm: UUID) -> String { "\(tombstones)/\(vm.text).json" }

  /// libvirt's definition of an adopted VM.
  public func definition(_ vm: UUID) -> String { "\(definitions)/\(vm.text).json" }

  /// The directories below the root, each 0700.
  var directories: [String] {
    [tenants, images, intents, tombstones, definitions, maintenance, outbox, power, hosts, downloads, locks, run]
  }
}

extension String {
  fileprivate var trimmingSlash: String { count > 1 && hasSuffix("/") ? String(dropLast()) : self }
}
