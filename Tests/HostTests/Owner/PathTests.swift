import Foundation
import Testing

extension OwnerPath {
  /// From `init` to `deinit` with a guest that boots in seconds, as typed in the issue.
  @Suite
  struct PathTests {
    @Test("from a conversation to a running VM, and to its end")
    func wholePath() async throws {
      try await TrialRack.with { rack in
        try await rack.coloc("init --trial", saying: ["is there", "in place"])
        try await rack.coloc("init --network 10.200.0.0/24", ends: 64, saying: ["coloc.yaml is there already"])
        try await rack.addVelo()
        try await rack.importSmallGuest()
        try await rack.createVelo()
        try await rack.lookAround()
        try await rack.enter()
        try await rack.console()
        try await rack.power()
        try await rack.removeAndBack()
        try await rack.end()
      }
    }
  }
}

extension TrialRack {
  fileprivate func addVelo() async throws {
    try await coloc(
      [
        "tenant", "add", "asso-velo", "--display-name", "Atelier vélo du canal", "--language", "fr", "--contact",
        "email:contact@velo.example", "--contact", "matrix:@ana:velo.example", "--ssh-key", key + ".pub",
      ],
      saying: ["added asso-velo", "coloc tenant talk asso-velo"]
    )
    try await coloc(
      ["tenant", "talk", "asso-velo", "--channel", "matrix", "--date", "2026-11-02", "--summary", "Site web, 2 Go"],
      saying: ["recorded c1 of 2026-11-02", "coloc tenant agree asso-velo"]
    )
    try await coloc(
      "tenant agree asso-velo --vms 2 --vcpus 4 --memory 4G --disk 60G --site velo.example",
      saying: ["agreed with asso-velo on c1: 2 VMs, 4 vCPUs, 4G memory, 60G disk"]
    )
    try await coloc("tenant add me --self")
    let table = try await coloc("tenant list").stdout
    #expect(table.contains("TENANT") && table.contains("Atelier vélo du canal") && table.contains("owner"))
    #expect(try await coloc("tenant list --quiet").stdout == "asso-velo\nme\n")
    #expect(try await items("tenant list --json").compactMap { $0["name"] as? String } == ["asso-velo", "me"])
    try await coloc(
      "tenant show asso-velo",
      saying: ["c1", "2026-11-02 matrix: Site web, 2 Go", "0 VMs", "velo.example"]
    )
    let tenant = try await item("tenant show asso-velo --json")
    #expect(tenant["displayName"] as? String == "Atelier vélo du canal")
    #expect(tenant["contacts"] as? [String] == ["email:contact@velo.example", "matrix:@ana:velo.example"])
    let agreement = tenant["agreement"] as? [String: Any]
    #expect(agreement?["memory"] as? Int == 4 << 30)
    #expect(agreement?["ownerAccess"] as? Bool == false)
    #expect(try await item("tenant show me --json")["agreement"] is NSNull)
  }

  fileprivate func importSmallGuest() async throws {
    let path = try Lab.image("small-guest")
    let sum = try await Lab.run(["sha512sum", path]).stdout.prefix(128)
    let given = "image import \(path) --os debian --release 12 --sha512 \(sum)"
    let name = try await coloc(given).stdout.trimmingCharacters(in: .newlines)
    #expect(name == "debian-12-\(sum.prefix(8))")
    try await coloc(given, saying: ["is there already"])
    try await coloc("image list", saying: [name, "debian 12"])
    let image = try await item("image list --json")
    #expect(image["name"] as? String == name)
    #expect(image["os"] as? String == "debian")
    #expect(image["release"] as? String == "12")
    #expect(image["sha512"] as? String == String(sum))
    #expect(image["source"] as? String == String(path.split(separator: "/").last ?? ""))
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    #expect(image["size"] as? Int == size)
  }

  fileprivate func createVelo() async throws {
    let command = "vm create velo-web --tenant asso-velo --os debian --vcpus 2 --memory 512M --disk 4G"
    let made = try await coloc(command)
    let said = made.stderr.split(separator: "\n").map(String.init)
    func place(_ stage: String) -> Int? { said.firstIndex { $0 == stage || $0.hasPrefix(stage + "  ") } }
    // What coloc does and what it finds from outside is said in order; the console is heard beside it.
    let order = ["image", "disk", "seed", "defined", "started", "address", "tcp/22", "SSH banner"].map(place)
    #expect(!order.contains(nil), "\(made)")
    #expect(order.compactMap { $0 } == order.compactMap { $0 }.sorted(), "\(made)")
    for stage in ["console alive", "cloud-init finished"] { #expect(place(stage) != nil, "\(stage): \(made)") }
    let address = try range + ".10"
    let keys = try await item("vm show velo-web --json")["hostKeys"] as? [String]
    let known = try file("host.pub", (keys ?? []).joined(separator: "\n") + "\n")
    let print = try await Lab.run(["ssh-keygen", "-l", "-f", known]).stdout.split(separator: " ")
    for words in ["Bonjour", "velo-web (Debian 12)", "Atelier vélo du canal", address, "ssh debian@\(address)"] {
      #expect(made.stdout.contains(words), "\(made)")
    }
    #expect(print.count > 1 && made.stdout.contains(print[1]), "\(made)")
    #expect(try await coloc("vm welcome velo-web").stdout == made.stdout)
    try await coloc("vm welcome velo-web --language en", saying: ["Hello", "ssh debian@\(address)"])
  }

  fileprivate func lookAround() async throws {
    let row = try await coloc("vm list").stdout.split(separator: "\n").last ?? ""
    let cells = row.split(separator: " ").map(String.init)
    #expect(cells == ["velo-web", "asso-velo", "running", "debian", "12", "2", "512M", "4G", try range + ".10"])
    #expect(try await coloc("vm list --quiet").stdout == "velo-web\n")
    try await coloc("vm show velo-web", saying: ["running", "2 vCPUs, 512M memory, 4G disk", "SHA256:"])
    let vm = try await item("vm list --json")
    let keys: Set<String> = [
      "name", "tenant", "host", "uuid", "state", "os", "release", "vcpus", "memory", "disk", "mac", "ipv4", "ipv6",
      "image", "created",
    ]
    #expect(keys.isSubset(of: vm.keys))
    for key in ["name", "tenant", "host", "uuid", "state", "os", "release", "mac", "ipv4", "image", "created"] {
      #expect(vm[key] is String, "\(key)")
    }
    #expect(vm["memory"] as? Int == 512 << 20)
    #expect(vm["disk"] as? Int == 4 << 30)
    #expect(vm["vcpus"] as? Int == 2)
    #expect(vm["ipv6"] is NSNull)
    #expect((vm["image"] as? String)?.count == 128)
    #expect((vm["created"] as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
    #expect(try await item("vm show velo-web --json")["uuid"] as? String == vm["uuid"] as? String)
    try await coloc("status", saying: [try uuid, "1 running", "(trial)"])
    #expect(try await item("status --json")["running"] as? Int == 1)
    let image = try await coloc("image list --quiet").stdout.trimmingCharacters(in: .newlines)
    try await coloc("image remove \(image) --confirm \(image)", ends: 75, saying: ["in use by velo-web"])
    try await coloc("deinit --confirm \(try uuid)", ends: 77, saying: ["velo-web", "--purge-vms"])
  }

  fileprivate func enter() async throws {
    let enter = "vm ssh velo-web -i \(key) -- "
    #expect(try await coloc(enter + "hostname").stdout == "velo-web\n")
    try await coloc(enter + "exit 7", ends: 7)
    try await coloc("vm ssh velo-web -- true", ends: 255, saying: ["gives you no account in velo-web"])
    for goal in ["running", "address", "ssh", "agent", "ready"] {
      try await coloc("vm wait velo-web --for \(goal) --timeout 60")
    }
    try await coloc("vm wait velo-web --for off --timeout 1", ends: 69, saying: ["it still runs"])
    let address = try range + ".10"
    #expect(try await coloc(enter + "ip -4 addr show eth0").stdout.contains("inet \(address)/24"))
    // Who asks for another address by DHCP is answered with the reserved one.
    let asked = try await coloc(enter + "udhcpc -i eth0 -n -q -t 5 -r \(try range).99 -s /bin/true 2>&1")
    #expect(asked.stdout.contains("lease of \(address) obtained"), "\(asked)")
  }

  fileprivate func console() async throws {
    let typist = try Typist([Lab.coloc, "vm", "console", "velo-web"], environment: ["COLOC_HOME": home])
    try await typist.read(until: "leave with Ctrl-]")
    try typist.type("\r")
    try await typist.read(until: "# ")
    try typist.type("echo said-by-$(hostname)\r")
    try await typist.read(until: "said-by-velo-web")
    try typist.type("\u{1D}")
    #expect(try await typist.end() == 0)
  }

  fileprivate func power() async throws {
    try await coloc("vm start velo-web", saying: ["velo-web runs already"])
    try await coloc("vm stop velo-web", saying: ["velo-web stopped after"])
    try await coloc("vm stop velo-web", saying: ["velo-web is off already"])
    try await coloc("vm wait velo-web --for off --timeout 1")
    try await coloc("vm wait velo-web --for ssh --timeout 1", ends: 69, saying: ["it is off"])
    try await coloc("vm console velo-web", ends: 69, saying: ["coloc vm start velo-web"])
    try await coloc("vm start velo-web", saying: ["velo-web started"])
    try await coloc("vm wait velo-web --for ssh --timeout 90", saying: ["SSH banner"])
    try await coloc("vm restart velo-web", saying: ["stopped after", "started"])
    try await coloc("vm kill velo-web", ends: 64, saying: ["--confirm velo-web"])
    try await coloc("vm kill velo-web --confirm velo-wob", ends: 64, saying: ["nothing was done"])
    try await coloc("vm kill velo-web --confirm velo-web", saying: ["velo-web is off"])
  }

  fileprivate func removeAndBack() async throws {
    let before = try await item("vm show velo-web --json")
    try await coloc("vm delete velo-web", ends: 64, saying: ["--yes"])
    try await coloc("vm delete velo-web --dry-run", saying: ["would delete", "kept until"])
    try await coloc("vm delete velo-web --yes", saying: ["in the trash until", "restore-deleted velo-web"])
    #expect(try await virsh("list --all --name").contains("velo-web") == false)
    #expect(try await coloc("vm list --quiet").stdout == "")
    #expect(try await coloc("vm list --deleted --quiet").stdout == "velo-web\n")
    try await coloc("vm show velo-web", ends: 66)
    try await coloc("vm restore-deleted velo-web", saying: ["is back, shut off"])
    let after = try await item("vm show velo-web --json")
    for key in ["uuid", "mac", "ipv4", "created"] { #expect(before[key] as? String == after[key] as? String) }
    #expect(after["state"] as? String == "off")
    try await coloc("vm delete velo-web --yes")
    try await coloc("vm purge velo-web", ends: 64, saying: ["--confirm velo-web"])
    try await coloc("vm purge velo-web --confirm velo-web", saying: ["gone for good"])
    try await coloc("vm restore-deleted velo-web", ends: 66)
    try await create("mine", for: "me", ends: 77, saying: ["me has no SSH key"])
    try await tenant("club")
    let made = try await create("mine", for: "club", "--no-wait")
    #expect(made.stdout.isEmpty && made.stderr.contains("coloc vm welcome mine"), "\(made)")
    #expect(try await coloc("vm welcome mine").stdout.contains("Hello"))
    try await coloc("vm delete mine --now", ends: 64, saying: ["--confirm mine"])
    try await coloc("vm delete mine --now --confirm mine", saying: ["gone for good"])
    let volumes = try await virsh("vol-list \(try object)")
    #expect(!volumes.contains("velo-web") && !volumes.contains("mine"), "\(volumes)")
    try await coloc("recover", saying: ["nothing to recover"])
  }

  fileprivate func end() async throws {
    let image = try await coloc("image list --quiet").stdout.trimmingCharacters(in: .newlines)
    try await coloc("image remove \(image)", ends: 64, saying: ["--confirm \(image)"])
    try await coloc("image remove \(image) --confirm \(image)", saying: ["is removed"])
    let object = try object
    try await coloc("deinit", ends: 64, saying: ["--confirm \(try uuid)"])
    try await coloc("deinit --confirm \(try uuid)", saying: ["is gone"])
    for list in ["list --all --name", "net-list --all --name", "pool-list --all --name", "nwfilter-list"] {
      #expect(try await virsh(list).contains(object) == false, "\(list)")
    }
    #expect(!FileManager.default.fileExists(atPath: home + "/tenants"))
    #expect(!FileManager.default.fileExists(atPath: "/var/lib/libvirt/images/\(object)"))
  }
}
