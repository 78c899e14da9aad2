# Install layout and packages (deb, tar.gz).
#   program  executables, unit, completions, documents: everything below the prefix
#   system   /etc/kbroker/kbrokerd.yaml: only in the Debian package, where it is a conffile
include(GNUInstallDirs)
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME program)

install(TARGETS kbrokerd kbroker kbroker-sim RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
# /usr/lib/systemd/system and /lib/systemd/system are one folder on every supported release.
install(FILES ${CMAKE_SOURCE_DIR}/configs/kbrokerd.service DESTINATION lib/systemd/system)
foreach(document IN ITEMS README.md README.ko.md CHANGELOG.md LICENSE)
  install(FILES ${CMAKE_SOURCE_DIR}/${document} DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
endforeach()
install(FILES ${CMAKE_SOURCE_DIR}/configs/kbrokerd.yaml DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
install(FILES ${CMAKE_SOURCE_DIR}/configs/kbrokerd.yaml DESTINATION /etc/kbroker
  COMPONENT system EXCLUDE_FROM_ALL)

# Completions come out of the program itself, so they cannot lag behind it.
if(NOT CMAKE_CROSSCOMPILING AND NOT KBROKER_SANITIZE)
  set(completions ${CMAKE_BINARY_DIR}/completions)
  set(bash_completion ${completions}/bash/kbroker)
  set(zsh_completion ${completions}/zsh/_kbroker)
  set(fish_completion ${completions}/fish/kbroker.fish)
  set(completion_files)
  foreach(shell IN ITEMS bash zsh fish)
    get_filename_component(folder ${${shell}_completion} DIRECTORY)
    file(MAKE_DIRECTORY ${folder})
    add_custom_command(OUTPUT ${${shell}_completion}
      COMMAND kbroker completion ${shell} > ${${shell}_completion}
      DEPENDS kbroker VERBATIM)
    list(APPEND completion_files ${${shell}_completion})
  endforeach()
  add_custom_target(completions ALL DEPENDS ${completion_files})
  install(FILES ${bash_completion} DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  install(FILES ${zsh_completion} DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
  install(FILES ${fish_completion} DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()

set(CPACK_PACKAGE_NAME kbroker)
set(CPACK_PACKAGE_VENDOR "kbroker authors")
set(CPACK_PACKAGE_CONTACT "kbroker maintainers <maintainers@kbroker.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE "${CMAKE_SOURCE_DIR}/LICENSE")
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_FILE_NAME "kbroker-${PROJECT_VERSION}-linux-${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program system)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_SOURCE_DIR}/cmake/package/CPackOptions.cmake)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ca-certificates, tzdata")
# Korean master files need glibc's cp949 table, which some releases keep in a package of its own.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libc-gconv-modules-extra, procps")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(package_scripts ${CMAKE_SOURCE_DIR}/cmake/package)
file(WRITE ${CMAKE_BINARY_DIR}/conffiles "/etc/kbroker/kbrokerd.yaml\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  "${CMAKE_BINARY_DIR}/conffiles;${package_scripts}/postinst;${package_scripts}/prerm;${package_scripts}/postrm")
include(CPack)
