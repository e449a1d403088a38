// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/visit.h"

#include "app/base/random.h"
#include "app/base/text.h"
#include "portal_server/pages/templates.h"
#include "portal_server/portal/assets.h"
#include "portal_server/portal/cookies.h"
#include "portal_server/portal/kept_answers.h"

#include <QLoggingCategory>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(portalLog, "foyer.portal")

/// A tel: address has digits and a leading plus only.
QString telephoneAddress(const QString& phone)
{
    const QString digits = phoneDigits(phone);
    return digits.isEmpty() ? QString{}
                            : u"tel:"_s + (phone.trimmed().startsWith(u'+') ? u"+"_s : u""_s) + digits;
}

} // namespace

Response redirect(const QString& path)
{
    Response response;
    response.status = 303;
    response.contentType = "text/plain; charset=utf-8";
    response.headers.emplace_back("Location", path.toUtf8());
    return response;
}

View baseView(const Visit& visit)
{
    const BrandDetails& brand = visit.place.brand->details;
    const AssetAddresses assets = assetAddresses(visit.place);
    View view;
    view.text("lang", u"en"_s)
        .text("dir", u"ltr"_s)
        .text("stylesheet_url", assets.stylesheet)
        .text("script_url", assets.script)
        .text("icon_url", assets.icon)
        .text("brand_name", brand.name)
        .text("brand_url", visit.client ? visit.url("/home") : visit.url("/login"))
        .flag("has_logo", !brand.logo.isEmpty())
        .text("logo_url", assets.logo)
        .text("logo_width", QString::number(assets.logoSize.width()))
        .text("logo_height", QString::number(assets.logoSize.height()))
        .flag("has_studio_email", !brand.email.isEmpty())
        .text("studio_email", brand.email)
        .text("studio_email_url", u"mailto:"_s + brand.email)
        .flag("has_studio_phone", !telephoneAddress(brand.phone).isEmpty())
        .text("studio_phone", brand.phone)
        .text("studio_phone_url", telephoneAddress(brand.phone))
        .flag("has_privacy", false)
        .text("privacy_url", QString{})
        .flag("is_preview", visit.isPreview)
        .text("preview_sentence", visit.previewSentence)
        .flag("signed_in", visit.client.has_value())
        .flag("is_home", false)
        .flag("is_details", false)
        .flag("is_signin", false)
        .optionalText("flash", visit.flash)
        .optionalText("error", QString{})
        .flag("is_pinned", false)
        .flag("has_email", false)
        .text("email", QString{})
        .text("person_name", QString{})
        .text("typed_email", QString{})
        .optionalText(keptField, QString{})
        .text("form_token", formTokenFor(visit.formKey, visit.formBinding))
        .text("home_url", visit.url("/home"))
        .text("details_url", visit.url("/details"))
        .text("edit_url", visit.url("/details/edit"))
        .text("signin_url", visit.url("/signin"))
        .text("login_url", visit.url("/login"))
        .text("other_login_url", visit.url("/login"))
        .text("logout_url", visit.url("/logout"))
        .text("forgot_url", visit.url("/forgot"))
        .text("set_password_url", visit.url("/set-password"))
        .text("chooser_url", visit.url("/who"));
    return view;
}

Response page(const Visit& visit, const QString& name, View view, int status)
{
    auto html = Templates::ofThisThread().render(name, view);
    if (!html) {
        qCCritical(portalLog).noquote() << html.error().detail;
        Response broken;
        broken.status = 500;
        broken.contentType = "text/plain; charset=utf-8";
        broken.body = "Something went wrong.\n";
        return broken;
    }
    Response response;
    response.status = status;
    response.body = std::move(*html);
    // A form needs something to bind its token to before anybody logged in.
    if (!visit.client && !visit.isPreview)
        response.headers.emplace_back("Set-Cookie",
                                      setCookie(visit.request, Cookie::Form, visit.formBinding));
    return response;
}

Response notFoundPage(const Visit& visit)
{
    return page(visit, u"not_found"_s, baseView(visit), 404);
}

Response failurePage(const Visit& visit, const Error& error)
{
    View view = baseView(visit);
    switch (error.fault) {
    case Fault::NotFound:
        return notFoundPage(visit);
    case Fault::Busy:
        view.text("retry_url", visit.url("/home"));
        return page(visit, u"unavailable"_s, std::move(view), 503);
    case Fault::Invalid:
    case Fault::Conflict:
    case Fault::Denied:
    case Fault::Cancelled:
    case Fault::Storage:
    case Fault::Newer:
        break;
    }
    const QString reference = QString::fromLatin1(randomBytes(4).toHex());
    // The last part of a path may be a link's secret.
    qCCritical(portalLog).noquote() << reference << visit.request.path.section(u'/', 0, -2) << error.detail;
    view.text("reference", reference);
    return page(visit, u"error"_s, std::move(view), 500);
}

} // namespace foyer::web
