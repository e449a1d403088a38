// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preview/preview_view.h"

#ifdef FOYER_HAS_WEBENGINE
#include "ui/preview/web_preview_view.h"
#endif

namespace foyer {

#ifdef FOYER_HAS_WEBENGINE
PreviewView* PreviewView::make(QWidget* parent)
{
    return new WebPreviewView{parent};
}

bool PreviewView::isBuiltIn()
{
    return true;
}
#else
PreviewView* PreviewView::make(QWidget*)
{
    return nullptr;
}

bool PreviewView::isBuiltIn()
{
    return false;
}
#endif

} // namespace foyer
