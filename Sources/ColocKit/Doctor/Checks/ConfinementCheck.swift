/// Whether QEMU is held by AppArmor where the kernel has it.
struct ConfinementCheck: Check {
  static let codes: [FindingCode] = [.qemuUnconfined]

  let host: String
  /// libvirt's security drivers.
  let models: [String]
  /// What the kernel says of AppArmor (/sys/module/apparmor/parameters/enabled); nil when it has none.
  let apparmor: String?

  var findings: [Finding] {
    guard apparmor?.first == "Y", !models.contains("apparmor") else { return [] }
    let message =
      "the kernel has AppArmor, and libvirt holds no guest by it (\(models.joined(separator: ", "))): a guest that "
      + "breaks out of QEMU meets file modes only"
    let cure = "sed -i '/^security_driver/d' /etc/libvirt/qemu.conf && systemctl restart libvirtd"
    return [Finding(.qemuUnconfined, host, message, cure: cure)]
  }
}
