/// The machine around: what else acts on guests, and who may.
struct SurroundingsCheck: Check {
  static let codes: [FindingCode] = [.libvirtGuests, .groupLibvirt, .timezoneUnknown]

  /// What libvirt-guests is told to do, where it is enabled; nil where it is not.
  let guests: GuestsService?
  /// The members of group libvirt.
  let members: [String]
  /// Users who can become root anyway.
  let sudoers: Set<String>
  let timezone: String
  let zoneIsThere: Bool

  var findings: [Finding] {
    var found: [Finding] = []
    if let deeds = guests?.deeds, !deeds.isEmpty {
      let message = "at boot and shutdown it \(deeds.joined(separator: " and ")), beside coloc and without asking it"
      found.append(Finding(.libvirtGuests, "libvirt-guests", message, cure: GuestsService.cure))
    }
    for member in members where member != "root" && !sudoers.contains(member) {
      let message = "user \(member) may do everything with every VM, and by that with this host"
      found.append(Finding(.groupLibvirt, member, message, cure: "gpasswd -d \(ShellWord.quoted(member)) libvirt"))
    }
    if !zoneIsThere {
      let message = "the time zone of coloc.yaml is not in /usr/share/zoneinfo: guests and timers cannot use it"
      found.append(Finding(.timezoneUnknown, timezone, message, cure: "apt-get install tzdata tzdata-legacy"))
    }
    return found
  }
}

/// What libvirt-guests does at boot and shutdown, by /etc/default/libvirt-guests (libvirt-guests(8)).
struct GuestsService: Equatable {
  /// The file that tells it.
  static let path = "/etc/default/libvirt-guests"
  /// Leaves it with what does no harm: a graceful shutdown of what still runs. Never stopped, for that shuts down.
  static let cure =
    "sed -i -E -e '/^ *(ON_BOOT|ON_SHUTDOWN)=/d' -e '$aON_BOOT=ignore' -e '$aON_SHUTDOWN=shutdown' \(path)"

  let onBoot: String
  let onShutdown: String

  /// Reads its settings; what is not said is as Debian has it.
  init(_ text: String) {
    func value(_ name: String, _ usual: String) -> String {
      let lines = text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " || $0 == "\t" } }
      let line = lines.last { $0.hasPrefix("\(name)=") }
      return line.map { $0.dropFirst(name.count + 1).filter { !"\"' ".contains($0) } } ?? usual
    }
    onBoot = value("ON_BOOT", "ignore")
    onShutdown = value("ON_SHUTDOWN", "shutdown")
  }

  /// What it does that is coloc's to do.
  var deeds: [String] {
    var deeds: [String] = []
    if onBoot == "start" { deeds.append("starts what ran before") }
    if onShutdown == "suspend" { deeds.append("saves guests to disk instead of shutting them down") }
    return deeds
  }
}
