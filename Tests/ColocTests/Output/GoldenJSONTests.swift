import Foundation
import Testing

@testable import ColocKit
@testable import coloc

/// JSON keys are an interface: scripts stand on them.
@Suite("The JSON of every list")
struct GoldenJSONTests {
  private static let sum = String(repeating: "3f9a1c2b", count: 16)

  private static let key =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH ana@velo.example"

  private static let vm = """
    {
      "schema": 1,
      "items": [
        {
          "name": "velo-web",
          "tenant": "asso-velo",
          "host": "garage",
          "uuid": "7d6f3a52-3c1e-4d5e-9b1a-0c9b7f1e2d33",
          "state": "running",
          "managed": true,
          "os": "debian",
          "release": "12",
          "vcpus": 2,
          "memory": 2147483648,
          "disk": 21474836480,
          "firmware": "bios",
          "mac": "52:54:00:12:34:56",
          "ipv4": "10.77.0.10",
          "ipv6": null,
          "image": "\(sum)",
          "login": "debian",
          "pool": "coloc",
          "created": "\(Sample.moment)",
          "hostKeys": [],
          "machine": "pc-q35-7.2",
          "kvm": false,
          "sshKeys": ["\(key)"],
          "title": null,
          "protected": false,
          "adoption": null,
          "power": {"boot": "last", "order": 50, "ready": null, "stopTimeout": null, "then": "leave"},
          "wanted": null,
          "keep": null
        }
      ]
    }
    """

  @Test func snapshots() throws {
    let point = Point(
      id: try PointID(parsing: "20261102T201500Z"),
      name: try PointName(parsing: "before-upgrade"),
      sequence: 7,
      created: Sample.moment,
      level: .quiesced,
      parent: try PointID(parsing: "20261102T191500Z"),
      disks: [
        PointDisk(target: "vda", capacity: .gibibytes(20), size: .mebibytes(12), isWhole: false, source: "/a.qcow2"),
        PointDisk(target: "vdc", capacity: .gibibytes(20), size: .mebibytes(1), isWhole: true, source: "/b.qcow2"),
      ],
      checkpoint: "coloc-20261102T201500Z",
      protected: true,
      note: "bookworm → trixie",
      kept: ["hourly", "daily"]
    )
    let item = PointItem(
      vm: try VMName(parsing: "velo-web"),
      tenant: try TenantName(parsing: "asso-velo"),
      point: point,
      isHead: true
    )
    try expect(
      [item.json],
      """
      {"schema": 1, "items": [{
        "vm": "velo-web", "tenant": "asso-velo", "name": "before-upgrade", "id": "20261102T201500Z",
        "created": "\(Sample.moment)", "level": "quiesced", "size": 13631488, "protected": true,
        "note": "bookworm → trixie", "kept": ["hourly", "daily"], "head": true, "parent": "20261102T191500Z"
      }]}
      """
    )
  }

  /// The same values, keys in any order: what is compared is what a script reads.
  private func expect(_ items: [JSONValue], _ golden: String, sourceLocation: SourceLocation = #_sourceLocation) throws
  {
    let text = Document.text(items)
    let (found, wanted) = (try object(text), try object(golden))
    #expect(found == wanted, "\(text)", sourceLocation: sourceLocation)
    #expect(text.hasSuffix("}\n"), sourceLocation: sourceLocation)
  }

  private func object(_ text: String) throws -> NSDictionary {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
  }

  @Test("vm list --json")
  func vms() throws {
    try expect([VMListing.managed(try Sample.tenant().name, try Sample.vm(), .running).json], Self.vm)
    try expect([], #"{"schema":1,"items":[]}"#)
  }

  @Test("vm adopt --json: the VM's keys, and what differs")
  func adopt() throws {
    let survey = MachineSurvey(
      machine: Machine(uuid: try Sample.uuid(), name: "old", state: .running, vcpus: 1, memory: .gibibytes(1)),
      autostart: false,
      machineType: "pc-i440fx-5.2",
      kvm: true,
      cpuMode: "host-passthrough",
      disks: [
        SurveyedDisk(
          place: "/var/lib/libvirt/images/coloc/old.qcow2",
          target: "vda",
          bus: "virtio",
          format: "qcow2",
          compat: "1.1",
          capacity: .gibibytes(8)
        )
      ],
      interfaces: []
    )
    let configuration = try Sample.configuration()
    let plan = AdoptPlan(try Sample.tenant(), try Sample.vm(), survey, configuration, reason: nil)
    let item = try object(Document.text([plan.json]))
    let fields = try #require((item["items"] as? [NSDictionary])?.first)
    let wanted = try #require((object(Self.vm)["items"] as? [NSDictionary])?.first)
    #expect(
      Set(fields.allKeys.compactMap { $0 as? String })
        == Set(wanted.allKeys.compactMap { $0 as? String } + ["differences"])
    )
    let difference: NSDictionary = [
      "code": "autostart", "message": "it does not start with the host, and stays so",
      "cure": "virsh autostart velo-web",
    ]
    #expect(fields["differences"] as? [NSDictionary] == [difference])
  }

  @Test("vm list --unmanaged --json: the same keys, null where coloc knows nothing")
  func unmanaged() throws {
    let machine = Machine(uuid: try Sample.uuid(), name: "printer", state: .paused, vcpus: 1, memory: .gibibytes(1))
    let foreign = VMListing.unmanaged(machine, host: "garage").json
    try expect(
      [foreign],
      """
      {"schema":1,"items":[{"name":"printer","tenant":null,"host":"garage",
      "uuid":"7d6f3a52-3c1e-4d5e-9b1a-0c9b7f1e2d33","state":"paused","managed":false,"os":null,"release":null,"vcpus":1,
      "memory":1073741824,"disk":null,"firmware":null,"mac":null,"ipv4":null,"ipv6":null,"image":null,"login":null,
      "pool":null,"created":null,"hostKeys":[],"machine":null,"kvm":null,"sshKeys":[],"title":null,"protected":false,
      "adoption":null,"power":null,"wanted":null,"keep":null}]}
      """
    )
    #expect(keys(foreign) == keys(VMListing.managed(try Sample.tenant().name, try Sample.vm(), .off).json))
  }

  @Test("tenant list --json and tenant show --json")
  func tenants() throws {
    try expect(
      [try Sample.tenant().json],
      """
      {"schema":1,"items":[{"schema":1,"name":"asso-velo","displayName":"Atelier vélo","language":"fr","self":false,
      "contacts":["email:contact@velo.example"],"sshKeys":["\(try Sample.key())"],
      "conversations":[{"id":"c1","date":"2026-11-02","channel":"matrix","summary":"Site web, 2 Go suffisent",
      "recorded":"\(Sample.moment)"}],
      "agreement":{"vms":1,"vcpus":2,"memory":2147483648,"disk":21474836480,"sites":["velo.example"],
      "ownerAccess":false,"conversation":"c1","agreed":"\(Sample.moment)"},"vms":[],"created":"\(Sample.moment)",
      "suspended":null,"refused":null}]}
      """
    )
    var bare = try Sample.tenant()
    bare.agreement = nil
    #expect(bare.json["agreement"] == .null)
    var down = try Sample.tenant()
    let name = try Sample.vm().name
    down.suspended = Suspension(since: Sample.moment, reason: "moves", ran: [name], autostart: [name])
    down.refused = TenantRefusal(since: Sample.moment, reason: "spam", conversation: ConversationID(number: 1))
    #expect(
      down.json["suspended"]?.compact == """
        {"autostart":["velo-web"],"ran":["velo-web"],"reason":"moves","resuming":false,"since":"\(Sample.moment)"}
        """
    )
    #expect(
      down.json["refused"]?.compact == #"{"conversation":"c1","reason":"spam","since":"\#(Sample.moment)"}"#
    )
  }

  @Test("image list --json")
  func images() throws {
    try expect(
      [try Sample.image().json],
      """
      {"schema":1,"items":[{"name":"\(try Sample.image().name)","os":"debian","release":"12","format":"qcow2",
      "firmware":"bios","size":314572800,"virtualSize":2147483648,"sha512":"\(Self.sum)","source":"built","pool":"coloc",
      "volume":"\(try Sample.image().volume)","added":"\(Sample.moment)"}]}
      """
    )
  }

  @Test("image pull --dry-run --json, with an image at hand and without")
  func pull() throws {
    let source = try Catalogue(of: .debian, from: TemplateSource(owners: "/nonexistent", installed: nil))
      .source(for: Release(parsing: "12"))
    let address = try WebAddress(parsing: "https://a.example/b.qcow2")
    func plan(_ present: ImageRecord?, _ address: WebAddress?, _ digest: Digest?) -> PullPlan {
      PullPlan(source: source, firmware: .bios, present: present, address: address, digest: digest)
    }
    try expect(
      [plan(nil, address, try Sample.digest()).json, plan(try Sample.image(), nil, nil).json],
      """
      {"schema":1,"items":[{"os":"debian","release":"12","firmware":"bios","url":"https://a.example/b.qcow2",
      "sha512":"\(Self.sum)","signed":false,"image":null},{"os":"debian","release":"12","firmware":"bios","url":null,
      "sha512":null,"signed":false,"image":"\(try Sample.image().name)"}]}
      """
    )
    let available = AvailableImage(source: source, file: try source.file(for: nil), present: nil)
    try expect(
      [available.json],
      """
      {"schema":1,"items":[{"os":"debian","release":"12","firmware":"bios","signature":"none","image":null,
      "url":"https://cloud.debian.org/images/cloud/bookworm/latest/debian-12-genericcloud-amd64.qcow2"}]}
      """
    )
  }

  @Test("vm create --dry-run --json: what a dry run does not know or was not asked is null")
  func plan() throws {
    let plain = CreateReport(plan: try plan(image: nil), parts: []).json
    for key in ["state", "created", "image", "userData", "metaData", "networkConfig", "domainXML"] {
      #expect(plain[key] == .null, "\(key)")
    }
    let seed = try seed()
    let full = CreateReport(plan: try plan(image: Sample.image()), parts: [.seed, .xml]).json
    try expect(
      [full],
      """
      {"schema":1,"items":[{"name":"velo-web","tenant":"asso-velo","host":"garage",
      "uuid":"7d6f3a52-3c1e-4d5e-9b1a-0c9b7f1e2d33","state":null,"managed":true,"os":"debian","release":"12","vcpus":2,
      "memory":2147483648,"disk":21474836480,"firmware":"bios","mac":"52:54:00:12:34:56","ipv4":"10.77.0.10",
      "ipv6":null,"image":"\(Self.sum)","login":"debian","pool":"coloc","created":null,"hostKeys":[],
      "machine":"pc-q35-7.2","kvm":false,"sshKeys":["\(Self.key)"],"title":null,"protected":false,"adoption":null,
      "power":{"boot":"last","order":50,"ready":null,"stopTimeout":null,"then":"leave"},"wanted":null,"keep":null,
      "warnings":["no KVM"],"userData":\(JSONValue.string(seed.userData).compact),
      "metaData":\(JSONValue.string(seed.metaData).compact),
      "networkConfig":\(JSONValue.string(seed.networkConfig).compact),"domainXML":"<domain/>"}]}
      """
    )
    #expect(keys(plain) == keys(full))
  }

  private func seed() throws -> SeedContents {
    let configuration = try Sample.configuration()
    let request = SeedRequest(
      vm: try Sample.vm(),
      network: GuestNetwork(configuration),
      timezone: configuration.timezone
    )
    return try SeedContents(request, templates: TemplateSource(owners: "/nonexistent", installed: nil))
  }

  private func plan(image: ImageRecord?) throws -> CreatePlan {
    CreatePlan(
      tenant: try Sample.tenant(),
      vm: try Sample.vm(),
      image: image,
      seed: try seed(),
      definition: try Sample.definition(),
      domainXML: "<domain/>",
      warnings: ["no KVM"],
      reason: nil
    )
  }

  @Test("status --json, with the host there and away")
  func status() throws {
    try expect(
      [try status(isThere: true).json],
      """
      {"schema":1,"items":[{"rack":"6f0c1d2e-0000-4000-8000-000000000001","trial":false,"host":"garage",
      "uri":"qemu:///system","memory":17179869184,"memoryInUse":2147483648,"poolAvailable":107374182400,"kvm":false,
      "tenants":1,"vms":1,"images":1,"trash":0,"running":1,"interrupted":0,"outage":null,"owed":0,
      "windows":[]}]}
      """
    )
    let away = try status(isThere: false).json
    #expect(away["memory"] == .null && away["poolAvailable"] == .null && away["kvm"] == .null)
    #expect(keys(away) == keys(try status(isThere: true).json))
  }

  private func status(isThere: Bool) throws -> RackStatus {
    let listing = VMListing.managed(try Sample.tenant().name, try Sample.vm(), isThere ? .running : .unreachable)
    let facts = HostFacts(
      hostName: "garage",
      libvirtVersion: 9_000_000,
      hypervisorVersion: 7_002_000,
      cpus: 4,
      memory: .gibibytes(16)
    )
    let record = HostRecord(
      name: "garage",
      uri: "qemu:///system",
      kvm: false,
      kvmFault: "no /dev/kvm",
      machine: "pc-q35-7.2",
      libvirtVersion: 9_000_000,
      hypervisorVersion: 7_002_000,
      probed: Sample.moment
    )
    return RackStatus(
      configuration: try Sample.configuration(),
      facts: isThere ? facts : nil,
      pool: isThere ? StoragePool(name: "coloc", path: "/pool", active: true, available: .gibibytes(100)) : nil,
      host: isThere ? record : nil,
      inventory: VMInventory(items: [listing], tenants: 1, hostFault: nil, unreadable: []),
      tenants: 1,
      images: 1,
      trash: 0,
      interrupted: 0,
      outage: nil,
      windows: []
    )
  }

  private func keys(_ value: JSONValue) -> Set<String> {
    guard case .object(let fields) = value else { return [] }
    return Set(fields.keys)
  }
}
