import Foundation
import Testing

@testable import ColocKit

@Suite struct ConfigurationTests {
  private let home: TestHome
  private let layout: StateLayout
  private var file: ConfigurationFile { ConfigurationFile(layout: layout) }

  init() throws {
    home = try TestHome()
    layout = try StateLayout(home: home.path)
  }

  private func read(_ yaml: String, _ environment: [String: String] = [:]) throws -> Configuration {
    try home.put(yaml, at: "coloc.yaml")
    return try file.read(environment: environment)
  }

  private func failure(_ yaml: String) throws -> Failure {
    try #require(throws: Failure.self) { try read(yaml) }
  }

  private static let least = "rack: 00000000-0000-4000-8000-000000000001\nowner: {name: Ana}\n"

  @Test func whatIsNotSaidIsBuiltIn() throws {
    let owner = Configuration.Owner(name: "Ana", mail: nil)
    #expect(try read(Self.least) == .standard(rack: Sample.uuid(1), owner: owner))
  }

  @Test func everyKeyIsRead() throws {
    let configuration = try read(
      """
      rack: 00000000-0000-4000-8000-000000000001
      trial: yes
      owner: {name: "Ana L.", mail: ana@velo.example}
      host: {name: garage, uri: "qemu+ssh://root@garage/system"}
      timezone: Europe/Paris
      pool: {name: p, path: /srv/p}
      points: /mnt/points
      snapshots: {keep: {daily: 30, monthly: 12, within: 36h}}
      network: {bridge: br0, ipv4: 192.168.1.0/24, gateway: 192.168.1.254, ipv6: "2001:db8:77::/64"}
      dns: [9.9.9.9]
      filters: coloc-x
      trash_days: 7
      reserve: {disk: 5G, memory: 512M}
      stop: {timeout: 60, parallel: 2}
      """
    )
    #expect(configuration.trial)
    #expect(configuration.owner == Configuration.Owner(name: "Ana L.", mail: "ana@velo.example"))
    #expect(configuration.host == Configuration.Host(name: "garage", uri: "qemu+ssh://root@garage/system"))
    #expect(configuration.pool == Configuration.Pool(name: "p", path: "/srv/p"))
    #expect(configuration.network.gateway.description == "192.168.1.254")
    #expect(configuration.network.ipv6?.description == "2001:db8:77::/64")
    #expect(configuration.dns.map(\.description) == ["9.9.9.9"])
    #expect(configuration.trashDays == 7)
    #expect(configuration.keep.description == "daily=30,monthly=12,within=1d12h")
    #expect(configuration.reserve == Configuration.Reserve(disk: .gibibytes(5), memory: .mebibytes(512)))
    #expect(configuration.stopTimeout == 60 && configuration.stopParallel == 2)
  }

  @Test func howPeopleAreTold() throws {
    let configuration = try read(
      Self.least + """
        sendmail: /usr/local/bin/msmtp
        announce:
          languages: [en]
          folder: /srv/www/rack
          link: https://rack.example/maintenance
          channels:
            - {name: mail}
            - {name: mastodon, settings: /etc/coloc/mastodon.conf}
            - {name: xmpp, program: /usr/local/lib/xmpp, reaches: [xmpp], limit: 900}
        """
    )
    #expect(configuration.sendmail == "/usr/local/bin/msmtp")
    let announce = configuration.announce
    #expect(announce.languages == [.english] && announce.folder == "/srv/www/rack")
    #expect(announce.link == "https://rack.example/maintenance")
    let channels = try #require(announce.channels)
    #expect(channels.map(\.name) == ["mail", "mastodon", "xmpp"])
    #expect(channels.map(\.reaches) == [[.email], [], [.xmpp]] && channels.map(\.isPublic) == [false, true, false])
    #expect(channels.map(\.limit) == [nil, 500, 900])
    #expect(try read(configuration.rendered) == configuration)
    #expect(try read(Self.least + "announce: {channels: []}\n").announce.channels == [])
  }

  @Test(
    arguments: [
      ("announce: {languages: []}", "announce.languages: names one language or more"),
      ("announce: {languages: [fr, fr]}", "announce.languages: names one language or more, each once"),
      ("announce: {languages: [de]}", "announce.languages[0]: 'de' is none of fr, en"),
      ("announce: {folder: www}", "announce.folder: 'www' is not an absolute path"),
      ("announce: {link: 'ftp://x/'}", "announce.link: 'ftp://x/' is not an address like"),
      ("announce: {channels: [{name: files}]}", "announce.channels: has files, which needs announce.folder"),
      (
        "announce: {channels: [{name: pigeon}]}",
        "announce.channels[0].program: is missing: coloc brings only files, mail"
      ),
      ("announce: {channels: [{name: matrix}]}", "announce.channels[0].settings: is missing"),
      ("announce: {channels: [{name: by-hand, program: /x}]}", "announce.channels[0].name: is what coloc calls"),
      ("announce: {channels: [{name: mail}, {name: mail}]}", "announce.channels[1].name: 'mail' stands in"),
      ("announce: {channels: [{name: m, program: /x, reaches: [email, xmpp]}]}", "reaches: has email beside others"),
      ("announce: {channels: [{name: m, program: /x, reaches: [fax]}]}", "reaches[0]: 'fax' is none of"),
      ("announce: {channels: [{name: m, program: /x, token: y}]}", "announce.channels[0].token: is not a key here"),
      ("sendmail: sendmail", "sendmail: 'sendmail' is not an absolute path"),
    ]
  )
  func howPeopleAreToldWrong(yaml: String, reason: String) throws {
    let failure = try failure(Self.least + yaml + "\n")
    #expect(failure.kind == .configuration && failure.message.contains(reason), "\(failure.message)")
  }

  @Test func everyFaultAtOnceWithItsLine() throws {
    let failure = try failure(
      """
      rack: 1
      owner:
        mail: nobody
      timezone: Mars/Olympus
      trash-days: 3
      trash_days: 99999
      reserve: {disk: 10GB, memory: -1}
      network:
        bridge: br0
        ipv4: 192.168.1.0/24
        gateway: 10.0.0.1
        name: x
      pool: {name: UP, path: relative/../path}
      points: /var//x
      stop: {timeout: 0}
      host: {uri: nothing}
      snapshots: {keep: {daily: 0, dayly: 1}}
      """
    )
    #expect(failure.kind == .configuration)
    let expected = [
      "1: rack: '1' is not a UUID", "2: owner.name: is missing", "3: owner.mail: 'nobody' is not a mail address",
      "4: timezone: 'Mars/Olympus' is not a time zone", "5: trash-days: is not a key here; the keys are announce, dns",
      "6: trash_days: must be 0 to 3650, is 99999", "7: reserve.disk: '10GB' is not a size",
      "7: reserve.memory: '-1' is not a size", "11: network.gateway: 10.0.0.1 is not in 192.168.1.0/24",
      "12: network.name: is not a key here", "13: pool.name: 'UP' is not a name", "13: pool.path: 'relative/../path'",
      "14: points: '/var//x' is not an absolute path", "15: stop.timeout: must be 1 to 86400, is 0",
      "16: host.uri: 'nothing' is not a libvirt URI", "17: snapshots.keep.daily: must be 1 to 10000, is 0",
      "17: snapshots.keep.dayly: is not a key here",
    ]
    for line in expected { #expect(failure.message.contains("\(layout.configuration):\(line)"), "\(line)") }
    #expect(failure.message.split(separator: "\n").count == expected.count + 1, "\(failure.message)")
  }

  @Test func aMissingFileAsksForInit() throws {
    let failure = try #require(throws: Failure.self) { try file.read(environment: [:]) }
    #expect(failure.kind == .configuration)
    #expect(failure.hints == ["sudo coloc init"])
    let elsewhere = ["COLOC_HOME": "/srv/try out"]
    let other = try #require(throws: Failure.self) { try file.read(environment: elsewhere) }
    #expect(other.hints == ["sudo COLOC_HOME='/srv/try out' coloc init"])
    #expect(try !file.exists())
  }

  @Test(
    "A policy that keeps nothing is refused; no policy at all is the built-in one",
    arguments: ["{}", "{keep: {}}"]
  )
  func emptyPolicy(snapshots: String) throws {
    let yaml = Self.least + "snapshots: \(snapshots)\n"
    guard snapshots != "{}" else {
      #expect(try read(yaml).keep == .standard)
      return
    }
    #expect(try failure(yaml).message.contains("nothing would be kept"))
  }

  @Test func syntaxAndDuplicatesHaveTheirLine() throws {
    #expect(try failure(Self.least + "rack: 2\n").message.contains("coloc.yaml:1: rack: a key stands twice"))
    #expect(try failure(Self.least + "  dns: [\n").message.contains("coloc.yaml:3: "))
    #expect(try failure("").message.contains("coloc.yaml:1: rack: is missing"))
    #expect(try failure("- a\n").message.contains("must be an object, is a list"))
  }

  @Test(arguments: [("/srv/pool", "/srv/pool"), ("/srv/pool", "/srv/pool/points"), ("/srv/points/pool", "/srv/points")])
  func pointsAndPoolLieApart(_ pool: String, _ points: String) throws {
    let failure = try failure(Self.least + "pool: {name: p, path: \(pool)}\npoints: \(points)\n")
    #expect(failure.message.contains(":4: points: and the pool (\(pool)) lie in each other"))
    #expect(
      try read(Self.least + "pool: {name: p, path: /srv/pool}\npoints: /srv/pool-points\n").points == "/srv/pool-points"
    )
  }

  @Test func qemuCannotReadBelowTheState() throws {
    let failure = try failure(Self.least + "pool: {name: p, path: \(layout.root)/pool}\npoints: \(layout.root)\n")
    #expect(failure.message.contains(":3: pool.path: lies in the state directory"))
    #expect(failure.message.contains(":4: points: lies in the state directory"))
  }

  @Test func theEnvironmentGoesBeforeTheFile() throws {
    let configuration = try read(Self.least, ["COLOC_URI": "test:///default"])
    #expect(configuration.host == Configuration.Host(name: "local", uri: "test:///default"))
    let failure = try #require(throws: Failure.self) { try read(Self.least, ["COLOC_URI": ""]) }
    #expect(failure.kind == .configuration)
    #expect(failure.message.hasPrefix("COLOC_URI: "))
  }

  @Test func othersMayReadAndNotWriteIt() throws {
    try home.put(Self.least, at: "coloc.yaml", mode: 0o644)
    #expect(throws: Never.self) { try file.read(environment: [:]) }
    try home.put(Self.least, at: "coloc.yaml", mode: 0o666)
    let failure = try #require(throws: Failure.self) { try file.read(environment: [:]) }
    #expect(failure.kind == .notPermitted)
  }

  @Test func whatInitWritesReadsBack() throws {
    var configuration = Configuration.standard(
      rack: try Sample.uuid(5),
      owner: Configuration.Owner(name: "Ana: \"l'été\" #1 \\ {x} 🚲 é", mail: nil)
    )
    try file.create(configuration)
    #expect(try file.read(environment: [:]) == configuration)
    #expect(try home.mode("coloc.yaml") == 0o600)
    #expect(try file.exists())
    #expect(throws: Failure.self) { try file.create(configuration) }

    configuration.trial = true
    configuration.keep = try RetentionPolicy(parsing: "yearly=2,within=90m")
    configuration.owner = Configuration.Owner(name: "no", mail: "ana@velo.example")
    configuration.network = .bridge(
      device: "br0",
      ipv4: try IPv4Network(parsing: "192.168.1.0/24"),
      gateway: try IPv4Address(parsing: "192.168.1.1"),
      ipv6: try IPv6Network(parsing: "2001:db8:77::/64")
    )
    configuration.dns = [try IPv4Address(parsing: "9.9.9.9"), try IPv4Address(parsing: "1.1.1.1")]
    configuration.reserve = Configuration.Reserve(disk: ByteCount(bytes: 0), memory: .mebibytes(1536))
    #expect(try read(configuration.rendered) == configuration)
  }

  @Test(arguments: ["\u{FEFF}", "a\u{FFFE}", "a\u{1B}[2J", "a\nrack: x", "a\u{202E}"])
  func aNameThatPlaysTricksIsRefused(name: String) throws {
    let configuration = Configuration.standard(
      rack: try Sample.uuid(5),
      owner: Configuration.Owner(name: name, mail: nil)
    )
    #expect(throws: Failure.self) { try file.create(configuration) }
    #expect(try !file.exists())
  }

  /// Whatever the owner is called, his name stays a scalar.
  @Test func anyNameSurvives() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<100 {
      let scalars = (0..<12).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0...0x2_FFFF, using: &generator)) }
        .filter { !Printable.isDangerous($0) }
      let name = String(String.UnicodeScalarView(scalars)) + ":#-"
      let configuration = Configuration.standard(
        rack: try Sample.uuid(5),
        owner: Configuration.Owner(name: name, mail: nil)
      )
      #expect(try read(configuration.rendered).owner.name == name)
    }
  }
}
