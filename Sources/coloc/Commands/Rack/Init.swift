internal import ArgumentParser
internal import ColocKit

/// `coloc init`.
struct Init: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Set a rack up, or repair it: configuration, pool, network, packet filters.",
    discussion: """
      Writes coloc.yaml the first time; afterwards that file is what counts: init makes \
      what it names and the host lacks, and says what it cannot change. \
      Can be repeated at any time; no guest is ever touched.
      """
  )

  @Flag(help: "A rack to try things out: own pool, network on a free range and filters, named after its UUID.")
  var trial = false

  @Option(help: ArgumentHelp("Your name, as tenants read it.", valueName: "text"))
  var ownerName: String?

  @Option(help: ArgumentHelp("Where tenants write to.", valueName: "address"))
  var ownerMail: String?

  @Option(help: "libvirt's URI: qemu:///system or qemu+ssh://….")
  var uri: String?

  @Option(help: ArgumentHelp("What the host is called in lists.", valueName: "name"))
  var hostName: String?

  @Option(help: ArgumentHelp("The zone of your clock: Europe/Paris.", valueName: "zone"))
  var timezone: String?

  @Option(help: ArgumentHelp("The directory for disks, images and seeds.", valueName: "directory"))
  var poolPath: String?

  @Option(help: ArgumentHelp("The directory for snapshots; another disk is better.", valueName: "directory"))
  var points: String?

  @Option(help: ArgumentHelp("The guests' IPv4 range: 10.77.0.0/24.", valueName: "cidr"), transform: typed)
  var network: IPv4Network?

  @Option(help: ArgumentHelp("The guests' IPv6 prefix.", valueName: "cidr"), transform: typed)
  var ipv6: IPv6Network?

  @Option(help: ArgumentHelp("A bridge of yours instead of a NAT network.", valueName: "device"))
  var bridge: String?

  @Option(help: ArgumentHelp("The way out behind that bridge.", valueName: "address"), transform: typed)
  var gateway: IPv4Address?

  @Option(help: ArgumentHelp("A DNS server for the guests; again for more.", valueName: "address"), transform: typed)
  var dns: [IPv4Address] = []

  private var request: InitRequest {
    var request = InitRequest()
    request.trial = trial
    request.ownerName = ownerName
    request.ownerMail = ownerMail
    request.uri = uri
    request.hostName = hostName
    request.timezone = timezone
    request.poolPath = poolPath
    request.points = points
    request.ipv4 = network
    request.ipv6 = ipv6
    request.bridge = bridge
    request.gateway = gateway
    request.dns = dns
    return request
  }

  func run() async throws {
    try await Session.initialize(request) { rack, isNew in
      let configuration = rack.configuration
      Terminal.say("rack \(configuration.rack.text): \(rack.state.layout.configuration)")
      for line in try await rack.prepare() { Terminal.say(line) }
      guard isNew else { return }
      Terminal.say("next: coloc image pull debian, and coloc tenant add NAME --display-name \"…\"")
    }
  }
}
