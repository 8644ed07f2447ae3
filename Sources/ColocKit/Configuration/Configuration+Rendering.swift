import Foundation

extension Configuration {
  /// coloc.yaml as `init` writes it, every key with a word about it; reading it gives this configuration again.
  public var rendered: String {
    """
    # coloc's configuration. A flag goes before the environment (COLOC_URI), that before this file, and this file before
    # what is built in. An unknown key is an error. Sizes are powers of 1024: 512M, 20G.

    # The rack's UUID, drawn once. It stands in every domain that coloc made: never change it.
    rack: \(rack.text)
    \(trial ? "# Made by coloc init --trial.\ntrial: true\n" : "")
    # Who owns the rack. The name stands in descriptions of VMs, the mail address in messages to tenants.
    owner:
      name: \(Self.quoted(owner.name))
      mail: \(owner.mail.map(Self.quoted) ?? "null")

    # Where VMs are made: libvirt's URI, qemu:///system for this machine, qemu+ssh://root@HOST/system for another one.
    host:
      name: \(Self.quoted(host.name))
      uri: \(Self.quoted(host.uri))

    # The zone in which times are shown (IANA name).
    timezone: \(Self.quoted(timezone))

    # libvirt's storage pool for disks, base images and seeds. Never below a directory that only root may enter.
    pool:
      name: \(Self.quoted(pool.name))
      path: \(Self.quoted(pool.path))

    # Where snapshot chains are kept. Another disk is better.
    points: \(Self.quoted(points))

    # Which snapshots of a VM stay, counted as restic forget does: daily: 7 keeps the newest of each of the last seven days
    # that have one. Days and longer are of the zone above. last, hourly, daily, weekly, monthly, yearly, within: 36h.
    # A VM can have its own: coloc vm edit NAME --keep daily=30,monthly=12
    snapshots:
      keep: {\(keep.description.replacing("=", with: ": ").replacing(",", with: ", "))}
      # VMs at once in coloc snapshot run, 1 or 2; what is copied in a second of each disk, as 20M (null: all that goes).
      parallel: \(snapshotPace.parallel)
      rate: \(snapshotPace.rate?.typed ?? "null")

    \(network.rendered)

    # The DNS servers that guests are told. Empty: the guests' way out is asked.
    dns: [\(dns.map(\.description).joined(separator: ", "))]

    # What the names of coloc's packet filters begin with.
    filters: \(Self.quoted(filters))

    # How many days a deleted VM can be restored.
    trash_days: \(trashDays)

    # What is never given to VMs: disk in the pool, memory of the host.
    reserve:
      disk: \(reserve.disk.typed)
      memory: \(reserve.memory.typed)

    # How long a graceful stop may take, in seconds, and how many VMs stop at once.
    stop:
      timeout: \(stopTimeout)
      parallel: \(stopParallel)

    # After an outage: how long to wait until a VM is ready, in seconds, and how many start at once (old disks).
    start:
      timeout: \(startTimeout)
      parallel: \(startParallel)

    \(announce.rendered(sendmail: sendmail))

    """
  }

  /// A text as a YAML scalar in double quotes; JSON's escapes are YAML's too (YAML 1.2, section 1.3).
  static func quoted(_ text: String) -> String { JSONValue.string(text).compact }
}

extension Configuration.Network {
  fileprivate var rendered: String {
    let prefix = ipv6.map { "\"\($0)\"" } ?? "none"
    switch self {
    case .nat(let name, let ipv4, _):
      return """
        # The NAT network that coloc makes in libvirt; addresses are reserved, nothing is leased to strangers.
        # A bridge of your own instead: {bridge: br0, ipv4: 192.168.1.0/24, gateway: 192.168.1.1, ipv6: none}
        network:
          name: \(Configuration.quoted(name))
          ipv4: \(ipv4)
          ipv6: \(prefix)
        """
    case .bridge(let device, let ipv4, let gateway, _):
      return """
        # The bridge on which VMs are, the range that coloc may give out, and the guests' way out.
        network:
          bridge: \(Configuration.quoted(device))
          ipv4: \(ipv4)
          gateway: \(gateway)
          ipv6: \(prefix)
        """
    }
  }
}

extension ByteCount {
  /// The size as it can be typed; what is no whole number of KiB is cut.
  fileprivate var typed: String { bytes % 1024 == 0 && bytes > 0 ? description : "\(bytes >> 10)K" }
}
