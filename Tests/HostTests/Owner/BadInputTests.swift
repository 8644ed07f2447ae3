import Foundation
import Testing

extension OwnerPath {
  /// What is typed or found wrong: a sentence, the right exit code, nothing half-made.
  @Suite
  struct BadInputTests {
    @Test("names, sizes, keys and unknown things")
    func typed() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso", memory: "64T", disk: "64T")
        try await rack.refuseNames()
        try await rack.refuseSizes()
        try await rack.refuseKeys()
        try await rack.refuseUnknown()
        #expect(try await rack.coloc("vm list --quiet").stdout == "")
        #expect(try await rack.coloc("tenant list --quiet").stdout == "asso\n")
      }
    }

    @Test("an image that is none, or a trap, is refused before any tool opens it")
    func images() async throws {
      try await TrialRack.with { rack in
        let path = try rack.file("none.qcow2", "not an image")
        let take = " --os debian --release 12"
        try await rack.coloc("image import \(path)" + take, ends: 65, saying: ["none.qcow2"])
        try await rack.coloc("image import \(path)x" + take, ends: 66)
        let good = try Lab.image("no-os")
        let zeros = String(repeating: "0", count: 128)
        try await rack.coloc("image import \(good)\(take) --sha512 \(zeros)", ends: 65, saying: ["has the sum"])
        try await rack.coloc("image import \(good)\(take) --sha512 12ab", ends: 64)
        let trap = path + ".trap"
        let made = try await Lab.run([
          "qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", "/etc/passwd", trap,
        ])
        #expect(made.status == 0, "\(made)")
        try await rack.coloc("image import \(trap)" + take, ends: 65, saying: ["backing file"])
        try await rack.coloc("image build debian --release 3.11", ends: 64, saying: ["known: 12, 13"])
        // Nobody answers there, and the lab has no way out.
        let away = "image build debian --mirror http://127.0.0.1:9/debian"
        try await rack.coloc(away, ends: 1, saying: ["could not be built", "127.0.0.1:9"])
        for left in ["run", "intents"] {
          #expect(try FileManager.default.contentsOfDirectory(atPath: "\(rack.home)/\(left)") == [])
        }
        #expect(try await rack.coloc("image list --quiet").stdout == "")
        #expect(try await rack.virsh("vol-list \(try rack.object)").contains("image-") == false)
      }
    }

    @Test("somebody who is not root is told the sudo line")
    func notRoot() async throws {
      try await TrialRack.with { rack in
        // The lab's /run can be entered by everybody, which is not sure of the build's directory.
        let binary = "/run/coloc-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: Lab.coloc, toPath: binary)
        defer { try? FileManager.default.removeItem(atPath: binary) }
        let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", binary, "vm", "list"]
        let outcome = try await Lab.run(nobody, env: ["COLOC_HOME": rack.home])
        #expect(outcome.status == 77, "\(outcome)")
        #expect(outcome.stderr.contains("sudo COLOC_HOME=\(rack.home) coloc vm list"), "\(outcome)")
      }
    }
  }
}

extension TrialRack {
  fileprivate func refuseNames() async throws {
    let long = String(repeating: "a", count: 41)
    for name in [".", "..", "Web", "a.b", "a_b", "web-", "12", long, "é", "a/b", ""] {
      let create = ["vm", "create", name, "--tenant", "asso", "--os", "debian", "--memory", "1G", "--disk", "9G"]
      try await coloc(create, ends: 64)
      try await coloc(["tenant", "add", name], ends: 64)
    }
    // What begins with a dash is an option, unless -- stands before it.
    try await coloc("tenant add -x", ends: 64)
    try await coloc("tenant add -- -x", ends: 64, saying: ["may not begin or end with -"])
  }

  fileprivate func refuseSizes() async throws {
    let reasons = [
      "2GB": "powers of 1024", "-1": "", "99999T": "more than 64T", "1.5G": "fraction", "2 G": "space", "2": "no unit",
      "G": "",
      "": "",
    ]
    for (size, reason) in reasons {
      let create = ["vm", "create", "web", "--tenant", "asso", "--os", "debian"]
      try await coloc(create + ["--memory", size, "--disk", "9G"], ends: 64, saying: reason.isEmpty ? [] : [reason])
      try await coloc(create + ["--memory", "1G", "--disk=\(size)"], ends: 64)
    }
    try await coloc("vm create web --tenant asso --os debian --memory 1G --disk 1G", ends: 64, saying: ["too small"])
    try await coloc("vm create web --tenant asso --os debian --memory 1M --disk 9G", ends: 64, saying: ["too little"])
    try await coloc(
      "vm create web --tenant asso --os debian --memory 1G --disk 60T --dry-run",
      ends: 73,
      saying: ["pool"]
    )
    try await coloc(
      "vm create web --tenant asso --os debian --memory 60T --disk 9G --dry-run",
      ends: 73,
      saying: ["memory"]
    )
    try await coloc("vm create web --tenant asso --os debian --memory 1G --disk 9G --vcpus 0", ends: 64)
  }

  fileprivate func refuseKeys() async throws {
    try await coloc("tenant add more --ssh-key \(key)", ends: 64, saying: ["private key"])
    let none = try file("none.pub", "ssh-ed25519 AAAA nonsense\n")
    try await coloc("tenant add more --ssh-key \(none)", ends: 64, saying: ["none.pub:1"])
    let empty = try file("empty.pub", "\n")
    try await coloc("tenant add more --ssh-key \(empty)", ends: 64, saying: ["holds no SSH public key"])
    let options = try file(
      "options.pub",
      "command=\"sh\" " + (try String(contentsOfFile: key + ".pub", encoding: .utf8))
    )
    try await coloc("tenant add more --ssh-key \(options)", ends: 64, saying: ["options.pub:1"])
    try await coloc("tenant add more --ssh-key /nowhere.pub", ends: 66)
    try await coloc("tenant add more --contact email:nobody", ends: 64)
    try await coloc(["tenant", "add", "more", "--display-name", "two\nlines"], ends: 64)
  }

  fileprivate func refuseUnknown() async throws {
    try await coloc("vm create web --tenant asso --os windows --memory 1G --disk 9G", ends: 64, saying: ["windows"])
    let release = "vm create web --tenant asso --os debian --release 99 --memory 1G --disk 9G --dry-run"
    try await coloc(release, ends: 64, saying: ["known: 12, 13"])
    try await coloc("vm create web --tenant nobody --os debian --memory 1G --disk 9G", ends: 66, saying: ["nobody"])
    for verb in ["show", "start", "stop", "restart", "wait", "console", "ssh", "welcome", "delete", "restore-deleted"] {
      try await coloc("vm \(verb) ghost", ends: 66, saying: ["ghost"])
    }
    try await coloc("vm kill ghost --confirm ghost", ends: 66)
    try await coloc("vm purge ghost --confirm ghost", ends: 66)
    for verb in ["show nobody", "talk nobody --channel mail --summary x"] {
      try await coloc("tenant \(verb)", ends: 66)
    }
    try await coloc("tenant agree nobody --vms 1 --vcpus 1 --memory 1G --disk 9G", ends: 66)
    try await coloc("tenant talk asso --channel pigeon --summary x", ends: 64, saying: ["pigeon"])
    try await coloc("tenant talk asso --channel mail --date 2026-02-30 --summary x", ends: 64)
    try await coloc("image remove debian-12-00000000 --confirm debian-12-00000000", ends: 66)
    try await coloc("vm dance", ends: 64)
  }
}
